package social.skein.status;

import java.util.Optional;
import social.skein.audience.Subject;
import social.skein.model.StatusId;

/**
 * A status as it was looked up, with the JSON of what is so for everybody who is shown it: body and counts, ready for the
 * members that differ from reader to reader. A boost's are those of what it boosts, and are written again when that changed.
 */
public final class StatusCard {
    private final Status status;
    private final Subject subject;
    private final StatusView.Body body;
    private final byte[] head;
    private final boolean polled;
    private volatile Optional<Over> over = Optional.empty();

    StatusCard(KeptStatus kept, StatusView.Body body) {
        this.status = kept.status();
        this.subject = status.subject();
        this.body = body;
        this.head = Head.write(body, StatusView.Counts.of(status));
        this.polled = kept.polled();
    }

    /** What a boost looks like over this state of what it boosts. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Over(StatusCard original, byte[] head) {}

    public StatusId id() {
        return status.id();
    }

    Status status() {
        return status;
    }

    public Subject subject() {
        return subject;
    }

    boolean isPolled() {
        return polled;
    }

    StatusView.Body body() {
        return body;
    }

    boolean isBoost() {
        return status.reblogOf().isPresent();
    }

    /** Body and counts, without the brace that ends the object. */
    byte[] head() {
        return head;
    }

    /** The same of a boost over what it boosts. */
    byte[] head(StatusCard original, StatusBodies bodies, String author) {
        Optional<Over> known = over;
        if (known.isPresent() && known.get().original == original) {
            return known.get().head;
        }
        StatusView.Body shown = bodies.body(status, original.status, author, original.body.mentions());
        byte[] written = Head.write(shown, StatusView.Counts.of(original.status));
        over = Optional.of(new Over(original, written));
        return written;
    }

    /** About how much memory it takes. */
    int bytes() {
        return head.length * 2 + status.source().length() + 1_200;
    }
}
