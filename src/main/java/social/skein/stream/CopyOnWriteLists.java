package social.skein.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is in one place. Most places have one or two, a few have thousands; each change makes a new list, so whoever goes
 * through one is not disturbed by those who come and go meanwhile, and a small one takes 24 bytes.
 */
final class CopyOnWriteLists {
    private CopyOnWriteLists() {}

    static <T> List<T> with(List<T> list, T element) {
        if (list.isEmpty()) {
            return List.of(element);
        }
        List<T> more = new ArrayList<>(list.size() + 1);
        more.addAll(list);
        more.add(element);
        return List.copyOf(more);
    }

    static <T> List<T> without(List<T> list, T element) {
        int place = list.indexOf(element);
        if (place < 0) {
            return list;
        }
        List<T> fewer = new ArrayList<>(list);
        fewer.remove(place);
        return List.copyOf(fewer);
    }
}
