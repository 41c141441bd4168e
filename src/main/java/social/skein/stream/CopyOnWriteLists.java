package social.skein.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Immutable lists with copies for each change, so an iteration is not affected by changes meanwhile. Made for very many
 * lists of which most have one or two elements and a few have thousands: a small one takes 24 bytes.
 */
final class CopyOnWriteLists {
    private CopyOnWriteLists() {}

    static <T> List<T> with(List<T> list, T element) {
        if (list.isEmpty()) {
            return List.of(element);
        }
        List<T> copy = new ArrayList<>(list.size() + 1);
        copy.addAll(list);
        copy.add(element);
        return List.copyOf(copy);
    }

    static <T> List<T> without(List<T> list, T element) {
        int index = list.indexOf(element);
        if (index < 0) {
            return list;
        }
        List<T> copy = new ArrayList<>(list);
        copy.remove(index);
        return List.copyOf(copy);
    }
}
