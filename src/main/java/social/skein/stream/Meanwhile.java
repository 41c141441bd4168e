package social.skein.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Numbers hints as they come, and keeps the latest of them while a circle is being read that may have to be told of them. */
final class Meanwhile {
    /** Reading takes milliseconds, and some seconds where everybody connects at once; more than this would be old news. */
    static final int MOST_KEPT = 1_000;

    private final Deque<Numbered> kept = new ArrayDeque<>();
    private long next;

    private record Numbered(long number, StatusHint hint) {}

    /** The number the next hint will have. */
    long next() {
        return next;
    }

    /** Gives the next hint its number. */
    long pass() {
        return next++;
    }

    /** Keeps the next hint, which is to pass; false where the oldest had to make room. */
    boolean keep(StatusHint hint) {
        kept.add(new Numbered(next, hint));
        if (kept.size() <= MOST_KEPT) {
            return true;
        }
        kept.remove();
        return false;
    }

    /** What was kept from this number on, the oldest first. */
    List<StatusHint> since(long number) {
        return kept.stream()
                .filter(one -> one.number >= number)
                .map(Numbered::hint)
                .toList();
    }

    void forget() {
        kept.clear();
    }
}
