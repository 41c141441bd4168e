package social.skein.model;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Some entries of a list, newest first, and the cursors of its ends.
 *
 * @param newestCursor the cursor of the first entry, meaningless when there are none
 * @param oldestCursor the cursor of the last entry, meaningless when there are none
 * @param isLast whether the list is known to end here
 */
public record Page<T>(List<T> entries, long newestCursor, long oldestCursor, boolean isLast) {

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), 0, 0, true);
    }

    /**
     * The page of {@code found} entries that a store returned for a window, in whatever order it found them.
     *
     * @param cursor the id the list is ordered by, which need not be an entry's own
     */
    public static <T> Page<T> of(PageRequest request, List<T> found, ToLongFunction<T> cursor) {
        if (found.isEmpty()) {
            return empty();
        }
        List<T> newestFirst = newestFirst(found, cursor);
        boolean last = !request.isAscending() && found.size() < request.limit();
        return new Page<>(
                newestFirst,
                cursor.applyAsLong(newestFirst.get(0)),
                cursor.applyAsLong(newestFirst.get(newestFirst.size() - 1)),
                last);
    }

    /** Most stores find the newest first anyway. */
    private static <T> List<T> newestFirst(List<T> found, ToLongFunction<T> cursor) {
        for (int i = 1; i < found.size(); i++) {
            if (cursor.applyAsLong(found.get(i - 1)) < cursor.applyAsLong(found.get(i))) {
                return found.stream()
                        .sorted(Comparator.comparingLong(cursor).reversed())
                        .toList();
            }
        }
        return found;
    }

    /** Other entries between the same cursors: what a rule left of them, or what they look like. */
    public <R> Page<R> mapEntries(Function<List<T>, List<R>> change) {
        return new Page<>(change.apply(entries), newestCursor, oldestCursor, isLast);
    }
}
