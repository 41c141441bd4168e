package social.skein.timeline;

import java.util.ArrayList;
import java.util.List;
import social.skein.redis.Script;

/**
 * Sorts parcels into calls of {@code push.lua}, one for each bucket that gets anything. What several parcels hold for one
 * timeline goes there in one append. It meets every delivery, so it knows nothing but arrays.
 */
final class Sorting {
    private static final int NONE = -1;

    private final List<Parcel> parcels;
    private final int cap;
    private final int slack;
    private final Bag[] bags = new Bag[Keys.BUCKETS];

    /** An open-addressed table of owners; 0, which nobody's id is, marks a free place. */
    private final long[] owners;

    /** For each place of the table the last link of its owner's chain; a link is a parcel that holds something for them. */
    private final int[] chains;

    private final int[] parcelOf;
    private final int[] before;
    private int links;

    Sorting(List<Parcel> parcels, int cap, int slack) {
        this.parcels = parcels;
        this.cap = cap;
        this.slack = slack;
        int most = parcels.stream().mapToInt(parcel -> parcel.owners().length).sum();
        boolean alone = parcels.size() == 1;
        int places = alone ? 0 : Math.max(2, Integer.highestOneBit(most) << 2);
        this.owners = new long[places];
        this.chains = new int[places];
        this.parcelOf = new int[alone ? 0 : most];
        this.before = new int[alone ? 0 : most];
    }

    List<Script.Call> calls() {
        if (parcels.size() > 1) {
            link();
            putShared();
        }
        for (int i = 0; i < parcels.size(); i++) {
            putUnshared(parcels.get(i));
        }
        List<Script.Call> calls = new ArrayList<>();
        for (Bag bag : bags) {
            if (bag != null) {
                calls.add(bag.call());
            }
        }
        return calls;
    }

    private void link() {
        for (int parcel = 0; parcel < parcels.size(); parcel++) {
            for (long owner : parcels.get(parcel).owners()) {
                int place = place(owner);
                before[links] = owners[place] == owner ? chains[place] : NONE;
                parcelOf[links] = parcel;
                owners[place] = owner;
                chains[place] = links++;
            }
        }
    }

    private void putShared() {
        for (int place = 0; place < owners.length; place++) {
            if (owners[place] != 0 && before[chains[place]] != NONE) {
                bag(owners[place]).put(owners[place], merged(chains[place]));
            }
        }
    }

    private void putUnshared(Parcel parcel) {
        for (long owner : parcel.owners()) {
            if (parcels.size() == 1 || before[chains[place(owner)]] == NONE) {
                bag(owner).put(owner, parcel.statuses());
            }
        }
    }

    private long[] merged(int chain) {
        int size = 0;
        for (int link = chain; link != NONE; link = before[link]) {
            size += parcels.get(parcelOf[link]).statuses().length;
        }
        long[] all = new long[size];
        for (int link = chain; link != NONE; link = before[link]) {
            long[] some = parcels.get(parcelOf[link]).statuses();
            size -= some.length;
            System.arraycopy(some, 0, all, size, some.length);
        }
        return Ascending.distinct(all, all.length, 0);
    }

    private int place(long owner) {
        int mask = owners.length - 1;
        int place = (int) ((owner * 0x9E3779B97F4A7C15L) >>> 33) & mask;
        while (owners[place] != 0 && owners[place] != owner) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private Bag bag(long owner) {
        int bucket = Keys.bucket(owner);
        if (bags[bucket] == null) {
            bags[bucket] = new Bag(cap, slack);
        }
        return bags[bucket];
    }

    /** What goes to the timelines of one bucket: runs of keys that are told the same. */
    private static final class Bag {
        private final List<byte[]> keys = new ArrayList<>();
        private final List<byte[]> arguments = new ArrayList<>();
        private long[] told = {};
        private int count;

        Bag(int cap, int slack) {
            arguments.add(Keys.digits(cap));
            arguments.add(Keys.digits(slack));
        }

        void put(long owner, long[] statuses) {
            if (statuses != told) {
                end();
                told = statuses;
            }
            keys.add(Keys.home(owner));
            count++;
        }

        private void end() {
            if (count > 0) {
                arguments.add(Keys.digits(count));
                arguments.add(Keys.digits(told.length));
                for (long status : told) {
                    arguments.add(Keys.digits(status));
                }
                count = 0;
            }
        }

        Script.Call call() {
            end();
            return new Script.Call(keys, arguments);
        }
    }
}
