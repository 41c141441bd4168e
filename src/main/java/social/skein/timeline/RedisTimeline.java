package social.skein.timeline;

import java.util.Arrays;
import java.util.List;
import social.skein.model.PageRequest;

/**
 * A home timeline as Redis held it, or the newest part of it, in order and without repeats. It is complete for ids above
 * its floor, which is the watermark where all of it was read.
 */
final class RedisTimeline {
    private final boolean complete;
    private final long floor;
    private final long[] ids;

    private RedisTimeline(boolean complete, long floor, long[] ascending) {
        this.complete = complete;
        this.floor = floor;
        this.ids = ascending;
    }

    /** All of a list. */
    static RedisTimeline complete(TimelineHeader header, long[] elements, int length) {
        return new RedisTimeline(true, header.watermark(), SortedIds.distinct(elements, length, header.watermark()));
    }

    /**
     * The last elements of a list. What lies deeper is less than the first of them, unless it is no greater than the last
     * id that something older was appended to: of what is above both, nothing is missing.
     */
    static RedisTimeline tail(TimelineHeader header, long[] elements, int length) {
        long floor = Math.max(header.watermark(), Math.max(header.unorderedUpTo(), elements[0] - 1));
        return new RedisTimeline(false, floor, SortedIds.distinct(elements, length, floor));
    }

    /**
     * The first element of a list.
     *
     * @param watermark the list is complete for ids above this
     * @param unorderedUpTo what is greater than this has nothing smaller behind it; 0 where all is in order
     */
    record TimelineHeader(long watermark, long unorderedUpTo) {
        static TimelineHeader parse(String element) {
            int colon = element.indexOf(':');
            return colon < 0
                    ? new TimelineHeader(Long.parseLong(element.substring(1)), 0)
                    : new TimelineHeader(
                            Long.parseLong(element.substring(1, colon)), Long.parseLong(element.substring(colon + 1)));
        }
    }

    /** The same with ids from elsewhere, which are complete above a floor of their own. */
    RedisTimeline mergeWith(long otherFloor, long[] others) {
        long common = Math.max(floor, otherFloor);
        long[] all = Arrays.copyOf(ids, ids.length + others.length);
        System.arraycopy(others, 0, all, ids.length, others.length);
        return new RedisTimeline(complete, common, SortedIds.distinct(all, all.length, common));
    }

    /** Complete for ids above this; 0 when it reaches back to the first post. */
    long floor() {
        return floor;
    }

    /** Whether no more of the list could say more about the window. */
    boolean isEnoughFor(PageRequest window) {
        return complete
                || covers(window)
                || (!window.isAscending() && idsIn(window).size() == window.limit());
    }

    /** Whether nothing that the window may show lies at or below the floor. */
    boolean covers(PageRequest window) {
        return floor == 0 || window.lowerBound() >= floor;
    }

    /** Its ids in the window, newest first unless the window goes upwards. */
    List<Long> idsIn(PageRequest window) {
        int from = insertionPoint(window.lowerBound() == Long.MAX_VALUE ? Long.MAX_VALUE : window.lowerBound() + 1);
        int to = insertionPoint(window.upperBound());
        if (from >= to) {
            return List.of();
        }
        int size = Math.min(window.limit(), to - from);
        if (window.isAscending()) {
            return Arrays.stream(ids, from, from + size).boxed().toList();
        }
        Long[] newestFirst = new Long[size];
        for (int i = 0; i < size; i++) {
            newestFirst[i] = ids[to - 1 - i];
        }
        return List.of(newestFirst);
    }

    /** Where {@code id} stands or would stand. */
    private int insertionPoint(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? -found - 1 : found;
    }
}
