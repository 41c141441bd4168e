package social.skein.model;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A page of a list, newest first, with the cursors of its first and last entry.
 *
 * @param newestCursor the cursor of the first entry; 0 if the page is empty
 * @param oldestCursor the cursor of the last entry; 0 if the page is empty
 * @param isLast whether there are certainly no older entries
 */
public record Page<T>(List<T> entries, long newestCursor, long oldestCursor, boolean isLast) {

    public static <T> Page<T> empty() {
        return new Page<>(List.of(), 0, 0, true);
    }

    /**
     * The page of the entries that a store returned for a request, in any order.
     *
     * @param cursor the id by which the list is ordered, which need not be the entry's own id
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

    /** Sorts only if needed: most stores return the newest first anyway. */
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

    /** The same page with its entries filtered or converted; the cursors stay. */
    public <R> Page<R> mapEntries(Function<List<T>, List<R>> mapping) {
        return new Page<>(mapping.apply(entries), newestCursor, oldestCursor, isLast);
    }
}
