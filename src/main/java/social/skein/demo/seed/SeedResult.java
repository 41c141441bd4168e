package social.skein.demo.seed;

import java.time.Duration;
import java.util.Locale;
import social.skein.model.Plurals;

/**
 * The outcome of a run: the new rows of each kind.
 *
 * @param perSecond the rate of all of them together
 */
public record SeedResult(
        long accounts,
        long follows,
        long posts,
        long replies,
        long likes,
        long boosts,
        long pictures,
        double seconds,
        long perSecond) {

    static SeedResult from(SeedCounters counters, Duration duration) {
        double seconds = Math.max(duration.toMillis(), 1) / 1000.0;
        return new SeedResult(
                counters.accounts.sum(),
                counters.follows.sum(),
                counters.posts.sum(),
                counters.replies.sum(),
                counters.likes.sum(),
                counters.boosts.sum(),
                counters.pictures.sum(),
                seconds,
                Math.round(counters.total() / seconds));
    }

    @Override
    public String toString() {
        if (accounts + follows + posts + replies + likes + boosts + pictures == 0) {
            return "Everything is there already.";
        }
        return String.join(
                        ", ",
                        Plurals.count(accounts, "account"),
                        Plurals.count(follows, "follow"),
                        Plurals.count(posts, "post"),
                        Plurals.count(replies, "reply"),
                        Plurals.count(likes, "like"),
                        Plurals.count(boosts, "boost"),
                        Plurals.count(pictures, "picture"))
                + String.format(Locale.ROOT, " in %.1f s: %,d per second", seconds, perSecond);
    }
}
