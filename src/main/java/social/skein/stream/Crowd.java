package social.skein.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * Who is in one place. Most places have one or two, a few have thousands; each change makes a new list, so whoever goes
 * through one is not disturbed by those who come and go meanwhile, and a small one takes 24 bytes.
 */
final class Crowd {
    private Crowd() {}

    static <T> List<T> with(List<T> crowd, T newcomer) {
        if (crowd.isEmpty()) {
            return List.of(newcomer);
        }
        List<T> more = new ArrayList<>(crowd.size() + 1);
        more.addAll(crowd);
        more.add(newcomer);
        return List.copyOf(more);
    }

    static <T> List<T> without(List<T> crowd, T leaver) {
        int place = crowd.indexOf(leaver);
        if (place < 0) {
            return crowd;
        }
        List<T> fewer = new ArrayList<>(crowd);
        fewer.remove(place);
        return List.copyOf(fewer);
    }
}
