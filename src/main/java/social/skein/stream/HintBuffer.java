package social.skein.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Numbers hints as they come, and keeps the latest of them while a circle is being read that may have to be told of them. */
final class HintBuffer {
    /** Reading takes milliseconds, and some seconds where everybody connects at once; more than this would be old news. */
    static final int MAX_BUFFERED = 1_000;

    private final Deque<NumberedHint> buffered = new ArrayDeque<>();
    private long nextNumber;

    private record NumberedHint(long number, StatusHint hint) {}

    /** The number the next hint will have. */
    long nextNumber() {
        return nextNumber;
    }

    /** Gives the next hint its number. */
    long takeNumber() {
        return nextNumber++;
    }

    /** Keeps the next hint, which is to pass; false where the oldest had to make room. */
    boolean add(StatusHint hint) {
        buffered.add(new NumberedHint(nextNumber, hint));
        if (buffered.size() <= MAX_BUFFERED) {
            return true;
        }
        buffered.remove();
        return false;
    }

    /** What was kept from this number on, the oldest first. */
    List<StatusHint> since(long number) {
        return buffered.stream()
                .filter(one -> one.number >= number)
                .map(NumberedHint::hint)
                .toList();
    }

    void clear() {
        buffered.clear();
    }
}
