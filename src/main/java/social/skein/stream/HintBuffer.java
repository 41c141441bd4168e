package social.skein.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Numbers hints in order of arrival, and buffers the latest while a user is being loaded, for its catch-up. */
final class HintBuffer {
    /**
     * A load takes milliseconds, or seconds if all clients connect at once; older hints are of little use to the user.
     */
    static final int MAX_BUFFERED = 1_000;

    private final Deque<NumberedHint> buffered = new ArrayDeque<>();
    private long nextNumber;

    private record NumberedHint(long number, StatusHint hint) {}

    /** The number of the next hint. */
    long nextNumber() {
        return nextNumber;
    }

    /** Assigns the next number. */
    long takeNumber() {
        return nextNumber++;
    }

    /** Buffers a hint under the next number. Returns false if the oldest one was dropped for it. */
    boolean add(StatusHint hint) {
        buffered.add(new NumberedHint(nextNumber, hint));
        if (buffered.size() <= MAX_BUFFERED) {
            return true;
        }
        buffered.remove();
        return false;
    }

    /** The buffered hints from this number on, oldest first. */
    List<StatusHint> since(long number) {
        return buffered.stream()
                .filter(numbered -> numbered.number >= number)
                .map(NumberedHint::hint)
                .toList();
    }

    void clear() {
        buffered.clear();
    }
}
