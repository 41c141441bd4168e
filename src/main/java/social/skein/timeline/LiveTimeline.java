package social.skein.timeline;

import java.util.Arrays;
import java.util.List;
import social.skein.model.Window;

/** A home timeline as Redis held it, in order and without repeats. */
final class LiveTimeline {
    private final long watermark;
    private final long[] ids;

    private LiveTimeline(long watermark, long[] ascending) {
        this.watermark = watermark;
        this.ids = ascending;
    }

    /** Puts the elements of the list, the watermark first, in order. */
    static LiveTimeline of(List<String> elements) {
        long watermark = Long.parseLong(elements.get(0).substring(1));
        long[] ids = elements.stream()
                .skip(1)
                .mapToLong(Long::parseLong)
                .filter(id -> id > watermark)
                .sorted()
                .distinct()
                .toArray();
        return new LiveTimeline(watermark, ids);
    }

    /** Complete for ids above this; 0 when it reaches back to the first post. */
    long watermark() {
        return watermark;
    }

    /** Whether nothing that the window may show lies at or below the watermark. */
    boolean covers(Window window) {
        return watermark == 0 || window.above() >= watermark;
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
