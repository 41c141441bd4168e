package social.skein.demo.seed;

import java.util.concurrent.atomic.LongAdder;

/** Thread-safe counters of a run. */
final class SeedCounters {
    final LongAdder accounts = new LongAdder();
    final LongAdder follows = new LongAdder();
    final LongAdder posts = new LongAdder();
    final LongAdder replies = new LongAdder();
    final LongAdder likes = new LongAdder();
    final LongAdder boosts = new LongAdder();
    final LongAdder pictures = new LongAdder();

    long total() {
        return accounts.sum()
                + follows.sum()
                + posts.sum()
                + replies.sum()
                + likes.sum()
                + boosts.sum()
                + pictures.sum();
    }
}
