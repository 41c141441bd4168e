package social.skein.demo.seed;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run has done. Accounts, follows, posts and replies count what was not there before; likes and boosts count all,
 * since doing one again changes nothing and takes as long.
 *
 * @param perSecond of all of them together
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

    static SeedResult from(SeedCounters tally, Duration took) {
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        return new SeedResult(
                tally.accounts.sum(),
                tally.follows.sum(),
                tally.posts.sum(),
                tally.replies.sum(),
                tally.likes.sum(),
                tally.boosts.sum(),
                seconds,
                Math.round(tally.total() / seconds));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d accounts, %,d follows, %,d posts, %,d replies, %,d likes, %,d boosts in %.1f s: %,d a second",
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
