package social.skein.demo.bulk;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import social.skein.account.AccountCounters;
import social.skein.model.AccountId;

/** The followees and followers of every account in the generated graph, the followers split by counter slot. */
final class DegreeCounts {
    private static final int SLOTS = 5;

    private final AtomicIntegerArray counts;

    private DegreeCounts(int accounts) {
        this.counts = new AtomicIntegerArray(accounts * SLOTS);
    }

    /** Generates every follow once, in parallel, without keeping it. */
    static DegreeCounts compute(FollowGraph graph) {
        int size = graph.population().size();
        DegreeCounts degrees = new DegreeCounts(size);
        IntStream.range(0, graph.partCount()).parallel().forEach(chunk -> graph.forEachAccount(chunk, degrees::count));
        return degrees;
    }

    private void count(int account, int[] targets) {
        counts.set(account * SLOTS, targets.length);
        int slot = AccountCounters.slotOf(new AccountId(SyntheticIds.accountId(account)));
        for (int target : targets) {
            counts.incrementAndGet(target * SLOTS + slot);
        }
    }

    int following(int account) {
        return counts.get(account * SLOTS);
    }

    /** The followers of an account that are counted in a slot from 1 to 4. */
    int followers(int account, int slot) {
        return counts.get(account * SLOTS + slot);
    }

    int followers(int account) {
        return IntStream.range(1, SLOTS).map(slot -> followers(account, slot)).sum();
    }
}
