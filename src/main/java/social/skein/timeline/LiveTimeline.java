package social.skein.timeline;

import java.util.Arrays;
import java.util.List;
import social.skein.model.Window;

/**
 * A home timeline as Redis held it, or the newest part of it, in order and without repeats. It is complete for ids above
 * its floor, which is the watermark where all of it was read.
 */
final class LiveTimeline {
    private final boolean whole;
    private final long floor;
    private final long[] ids;

    private LiveTimeline(boolean whole, long floor, long[] ascending) {
        this.whole = whole;
        this.floor = floor;
        this.ids = ascending;
    }

    /** All of a list. */
    static LiveTimeline whole(Head head, long[] elements, int length) {
        return new LiveTimeline(true, head.watermark(), Ascending.distinct(elements, length, head.watermark()));
    }

    /**
     * The last elements of a list. What lies deeper is less than the first of them, unless it is no greater than the last
     * id that something older was appended to: of what is above both, nothing is missing.
     */
    static LiveTimeline tail(Head head, long[] elements, int length) {
        long floor = Math.max(head.watermark(), Math.max(head.disorder(), elements[0] - 1));
        return new LiveTimeline(false, floor, Ascending.distinct(elements, length, floor));
    }

    /**
     * The first element of a list.
     *
     * @param watermark the list is complete for ids above this
     * @param disorder what is greater than this has nothing smaller behind it; 0 where all is in order
     */
    record Head(long watermark, long disorder) {
        static Head parse(String element) {
            int colon = element.indexOf(':');
            return colon < 0
                    ? new Head(Long.parseLong(element.substring(1)), 0)
                    : new Head(
                            Long.parseLong(element.substring(1, colon)), Long.parseLong(element.substring(colon + 1)));
        }
    }

    /** The same with ids from elsewhere, which are complete above a floor of their own. */
    LiveTimeline merged(long otherFloor, long[] others) {
        long common = Math.max(floor, otherFloor);
        long[] all = Arrays.copyOf(ids, ids.length + others.length);
        System.arraycopy(others, 0, all, ids.length, others.length);
        return new LiveTimeline(whole, common, Ascending.distinct(all, all.length, common));
    }

    /** Complete for ids above this; 0 when it reaches back to the first post. */
    long floor() {
        return floor;
    }

    /** Whether no more of the list could say more about the window. */
    boolean suffices(Window window) {
        return whole || covers(window) || (!window.upwards() && within(window).size() == window.limit());
    }

    /** Whether nothing that the window may show lies at or below the floor. */
    boolean covers(Window window) {
        return floor == 0 || window.above() >= floor;
    }

    /** Its ids in the window, newest first unless the window goes upwards. */
    List<Long> within(Window window) {
        int from = position(window.above() == Long.MAX_VALUE ? Long.MAX_VALUE : window.above() + 1);
        int to = position(window.below());
        if (from >= to) {
            return List.of();
        }
        int size = Math.min(window.limit(), to - from);
        if (window.upwards()) {
            return Arrays.stream(ids, from, from + size).boxed().toList();
        }
        Long[] newestFirst = new Long[size];
        for (int i = 0; i < size; i++) {
            newestFirst[i] = ids[to - 1 - i];
        }
        return List.of(newestFirst);
    }

    /** Where {@code id} stands or would stand. */
    private int position(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? -found - 1 : found;
    }
}
