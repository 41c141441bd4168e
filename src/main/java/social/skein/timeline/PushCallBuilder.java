package social.skein.timeline;

import java.util.ArrayList;
import java.util.List;
import social.skein.redis.LuaScript;

/**
 * Builds the calls of {@code timeline-push.lua} from push batches, at most one for each bucket. If several batches have
 * statuses for one timeline, it gets them in one append. Every delivery passes through here, so it works on plain
 * arrays.
 */
final class PushCallBuilder {
    private static final int NONE = -1;

    private final List<PushBatch> batches;
    private final int cap;
    private final int slack;
    private final BucketCall[] bucketCalls = new BucketCall[TimelineKeys.BUCKETS];

    /** An open-addressed hash table of owners. 0, which is not a valid id, marks a free slot. */
    private final long[] owners;

    /**
     * For each slot the last link of its owner's chain. A link stands for one batch that has statuses for the owner.
     */
    private final int[] lastLinks;

    private final int[] batchOfLink;
    private final int[] previousLink;
    private int linkCount;

    PushCallBuilder(List<PushBatch> batches, int cap, int slack) {
        this.batches = batches;
        this.cap = cap;
        this.slack = slack;
        int maxLinks = batches.stream().mapToInt(batch -> batch.owners().length).sum();
        boolean single = batches.size() == 1;
        int slots = single ? 0 : Math.max(2, Integer.highestOneBit(maxLinks) << 2);
        this.owners = new long[slots];
        this.lastLinks = new int[slots];
        this.batchOfLink = new int[single ? 0 : maxLinks];
        this.previousLink = new int[single ? 0 : maxLinks];
    }

    List<LuaScript.ScriptCall> build() {
        if (batches.size() > 1) {
            indexOwners();
            addShared();
        }
        for (int i = 0; i < batches.size(); i++) {
            addUnshared(batches.get(i));
        }
        List<LuaScript.ScriptCall> calls = new ArrayList<>();
        for (BucketCall call : bucketCalls) {
            if (call != null) {
                calls.add(call.build());
            }
        }
        return calls;
    }

    private void indexOwners() {
        for (int batch = 0; batch < batches.size(); batch++) {
            for (long owner : batches.get(batch).owners()) {
                int slot = slotOf(owner);
                previousLink[linkCount] = owners[slot] == owner ? lastLinks[slot] : NONE;
                batchOfLink[linkCount] = batch;
                owners[slot] = owner;
                lastLinks[slot] = linkCount++;
            }
        }
    }

    private void addShared() {
        for (int slot = 0; slot < owners.length; slot++) {
            if (owners[slot] != 0 && previousLink[lastLinks[slot]] != NONE) {
                bucketCall(owners[slot]).add(owners[slot], mergeChain(lastLinks[slot]));
            }
        }
    }

    private void addUnshared(PushBatch batch) {
        for (long owner : batch.owners()) {
            if (batches.size() == 1 || previousLink[lastLinks[slotOf(owner)]] == NONE) {
                bucketCall(owner).add(owner, batch.statuses());
            }
        }
    }

    private long[] mergeChain(int chain) {
        int size = 0;
        for (int link = chain; link != NONE; link = previousLink[link]) {
            size += batches.get(batchOfLink[link]).statuses().length;
        }
        long[] all = new long[size];
        for (int link = chain; link != NONE; link = previousLink[link]) {
            long[] statuses = batches.get(batchOfLink[link]).statuses();
            size -= statuses.length;
            System.arraycopy(statuses, 0, all, size, statuses.length);
        }
        return SortedIds.distinct(all, all.length, 0);
    }

    private int slotOf(long owner) {
        int mask = owners.length - 1;
        int slot = (int) ((owner * 0x9E3779B97F4A7C15L) >>> 33) & mask;
        while (owners[slot] != 0 && owners[slot] != owner) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private BucketCall bucketCall(long owner) {
        int bucket = TimelineKeys.bucket(owner);
        if (bucketCalls[bucket] == null) {
            bucketCalls[bucket] = new BucketCall(cap, slack);
        }
        return bucketCalls[bucket];
    }

    /** The call for one bucket: runs of keys that receive the same statuses. */
    private static final class BucketCall {
        private final List<byte[]> keys = new ArrayList<>();
        private final List<byte[]> arguments = new ArrayList<>();
        private long[] currentStatuses = {};
        private int count;

        BucketCall(int cap, int slack) {
            arguments.add(TimelineKeys.digits(cap));
            arguments.add(TimelineKeys.digits(slack));
        }

        void add(long owner, long[] statuses) {
            if (statuses != currentStatuses) {
                closeRun();
                currentStatuses = statuses;
            }
            keys.add(TimelineKeys.home(owner));
            count++;
        }

        private void closeRun() {
            if (count > 0) {
                arguments.add(TimelineKeys.digits(count));
                arguments.add(TimelineKeys.digits(currentStatuses.length));
                for (long status : currentStatuses) {
                    arguments.add(TimelineKeys.digits(status));
                }
                count = 0;
            }
        }

        LuaScript.ScriptCall build() {
            closeRun();
            return new LuaScript.ScriptCall(keys, arguments);
        }
    }
}
