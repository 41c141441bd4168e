package social.skein.demo.bulk;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import social.skein.account.AccountCounters;
import social.skein.model.AccountId;

/** How many everybody follows and is followed by in the graph as it is, counted in the slots of their counters. */
final class DegreeCounts {
    private static final int SLOTS = 5;

    private final AtomicIntegerArray counts;

    private DegreeCounts(int accounts) {
        this.counts = new AtomicIntegerArray(accounts * SLOTS);
    }

    /** Makes every follow once, on all cores, and forgets it. */
    static DegreeCounts compute(FollowGraph graph) {
        int size = graph.population().size();
        DegreeCounts degrees = new DegreeCounts(size);
        IntStream.range(0, graph.partCount()).parallel().forEach(part -> graph.forEachAccount(part, degrees::count));
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

    /** How many of those who are counted in a slot, from 1 to 4, follow an account. */
    int followers(int account, int slot) {
        return counts.get(account * SLOTS + slot);
    }

    int followers(int account) {
        return IntStream.range(1, SLOTS).map(slot -> followers(account, slot)).sum();
    }
}
