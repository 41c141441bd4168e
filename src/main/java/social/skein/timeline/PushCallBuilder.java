package social.skein.timeline;

import java.util.ArrayList;
import java.util.List;
import social.skein.redis.LuaScript;

/**
 * Sorts parcels into calls of {@code timeline-push.lua}, one for each bucket that gets anything. What several parcels hold for one
 * timeline goes there in one append. It meets every delivery, so it knows nothing but arrays.
 */
final class PushCallBuilder {
    private static final int NONE = -1;

    private final List<PushBatch> batches;
    private final int cap;
    private final int slack;
    private final BucketCall[] bucketCalls = new BucketCall[TimelineKeys.BUCKETS];

    /** An open-addressed table of owners; 0, which nobody's id is, marks a free place. */
    private final long[] owners;

    /** For each place of the table the last link of its owner's chain; a link is a parcel that holds something for them. */
    private final int[] lastLinks;

    private final int[] batchOfLink;
    private final int[] previousLink;
    private int linkCount;

    PushCallBuilder(List<PushBatch> batches, int cap, int slack) {
        this.batches = batches;
        this.cap = cap;
        this.slack = slack;
        int most = batches.stream().mapToInt(parcel -> parcel.owners().length).sum();
        boolean alone = batches.size() == 1;
        int places = alone ? 0 : Math.max(2, Integer.highestOneBit(most) << 2);
        this.owners = new long[places];
        this.lastLinks = new int[places];
        this.batchOfLink = new int[alone ? 0 : most];
        this.previousLink = new int[alone ? 0 : most];
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
        for (BucketCall bag : bucketCalls) {
            if (bag != null) {
                calls.add(bag.build());
            }
        }
        return calls;
    }

    private void indexOwners() {
        for (int parcel = 0; parcel < batches.size(); parcel++) {
            for (long owner : batches.get(parcel).owners()) {
                int place = slotOf(owner);
                previousLink[linkCount] = owners[place] == owner ? lastLinks[place] : NONE;
                batchOfLink[linkCount] = parcel;
                owners[place] = owner;
                lastLinks[place] = linkCount++;
            }
        }
    }

    private void addShared() {
        for (int place = 0; place < owners.length; place++) {
            if (owners[place] != 0 && previousLink[lastLinks[place]] != NONE) {
                bucketCall(owners[place]).add(owners[place], mergeChain(lastLinks[place]));
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
            long[] some = batches.get(batchOfLink[link]).statuses();
            size -= some.length;
            System.arraycopy(some, 0, all, size, some.length);
        }
        return SortedIds.distinct(all, all.length, 0);
    }

    private int slotOf(long owner) {
        int mask = owners.length - 1;
        int place = (int) ((owner * 0x9E3779B97F4A7C15L) >>> 33) & mask;
        while (owners[place] != 0 && owners[place] != owner) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private BucketCall bucketCall(long owner) {
        int bucket = TimelineKeys.bucket(owner);
        if (bucketCalls[bucket] == null) {
            bucketCalls[bucket] = new BucketCall(cap, slack);
        }
        return bucketCalls[bucket];
    }

    /** What goes to the timelines of one bucket: runs of keys that are told the same. */
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
