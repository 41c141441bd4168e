package social.skein.demo.seed;

import java.time.Duration;
import java.util.Locale;

/**
 * The outcome of a run. Accounts, follows, posts and replies count new rows only; favourites and boosts count all,
 * since repeating one takes as long.
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
                seconds,
                Math.round(counters.total() / seconds));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d accounts, %,d follows, %,d posts, %,d replies, %,d likes, %,d boosts in %.1f s: %,d per second",
                accounts,
                follows,
                posts,
                replies,
                likes,
                boosts,
                seconds,
                perSecond);
    }
}
