package social.skein.timeline;

import java.util.Arrays;
import java.util.List;
import social.skein.model.PageRequest;

/**
 * A home timeline as read from Redis, or the newest part of it, sorted and without duplicates. It is complete for ids
 * above its floor, which equals the watermark if the whole list was read.
 */
final class HomeTimelineSnapshot {
    private final boolean complete;
    private final long floor;
    private final long[] ids;

    private HomeTimelineSnapshot(boolean complete, long floor, long[] ascending) {
        this.complete = complete;
        this.floor = floor;
        this.ids = ascending;
    }

    /** From all elements of a list. */
    static HomeTimelineSnapshot complete(TimelineHeader header, long[] elements, int length) {
        return new HomeTimelineSnapshot(
                true, header.watermark(), SortedIds.distinct(elements, length, header.watermark()));
    }

    /**
     * From the last elements of a list. Elements before them have lower ids than the first one read, except below
     * {@code unorderedUpTo}. So no id above both is missing.
     */
    static HomeTimelineSnapshot tail(TimelineHeader header, long[] elements, int length) {
        long floor = Math.max(header.watermark(), Math.max(header.unorderedUpTo(), elements[0] - 1));
        return new HomeTimelineSnapshot(false, floor, SortedIds.distinct(elements, length, floor));
    }

    /**
     * The first element of a list.
     *
     * @param watermark the list is complete for ids above this
     * @param unorderedUpTo an id greater than this is followed by greater ids only; 0 if the whole list is in order
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

    /** This timeline with ids from another source, which are complete above their own floor. */
    HomeTimelineSnapshot mergeWith(long otherFloor, long[] others) {
        long commonFloor = Math.max(floor, otherFloor);
        long[] all = Arrays.copyOf(ids, ids.length + others.length);
        System.arraycopy(others, 0, all, ids.length, others.length);
        return new HomeTimelineSnapshot(complete, commonFloor, SortedIds.distinct(all, all.length, commonFloor));
    }

    /** The timeline is complete for ids above this; 0 if it reaches back to the first post. */
    long floor() {
        return floor;
    }

    /** Whether reading more of the list would add nothing to the window. */
    boolean isEnoughFor(PageRequest window) {
        return complete
                || covers(window)
                || (!window.isAscending() && idsIn(window).size() == window.limit());
    }

    /** Whether the window lies entirely above the floor. */
    boolean covers(PageRequest window) {
        return floor == 0 || window.lowerBound() >= floor;
    }

    /** The ids in the window, newest first, or oldest first if the window is ascending. */
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

    /** The index at which {@code id} is or would be. */
    private int insertionPoint(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? -found - 1 : found;
    }
}
