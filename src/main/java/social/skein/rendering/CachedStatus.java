package social.skein.rendering;

import java.util.Optional;
import social.skein.model.StatusId;
import social.skein.status.Status;
import social.skein.status.StatusCacheEntry;
import social.skein.visibility.StatusAttributes;

/**
 * A status as it was looked up, with the JSON of what is so for everybody who is shown it: body and counts, ready for the
 * members that differ from reader to reader. A boost's are those of what it boosts, and are written again when that changed.
 */
public final class CachedStatus {
    private final Status status;
    private final StatusAttributes subject;
    private final StatusView.Body body;
    private final byte[] jsonHead;
    private final boolean hasPoll;
    private volatile Optional<BoostHead> boostHead = Optional.empty();

    CachedStatus(StatusCacheEntry entry, StatusView.Body body) {
        this.status = entry.status();
        this.subject = status.subject();
        this.body = body;
        this.jsonHead = StatusJsonHead.write(body, StatusView.Counts.of(status));
        this.hasPoll = entry.hasPoll();
    }

    /** What a boost looks like over this state of what it boosts. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record BoostHead(CachedStatus original, byte[] jsonHead) {}

    public StatusId id() {
        return status.id();
    }

    Status status() {
        return status;
    }

    public StatusAttributes subject() {
        return subject;
    }

    boolean hasPoll() {
        return hasPoll;
    }

    StatusView.Body body() {
        return body;
    }

    boolean isBoost() {
        return status.reblogOf().isPresent();
    }

    /** Body and counts, without the brace that ends the object. */
    byte[] jsonHead() {
        return jsonHead;
    }

    /** The same of a boost over what it boosts. */
    byte[] jsonHead(CachedStatus original, StatusBodies bodies, String author) {
        Optional<BoostHead> known = boostHead;
        if (known.isPresent() && known.get().original == original) {
            return known.get().jsonHead;
        }
        StatusView.Body shown = bodies.body(status, original.status, author, original.body.mentions());
        byte[] written = StatusJsonHead.write(shown, StatusView.Counts.of(original.status));
        boostHead = Optional.of(new BoostHead(original, written));
        return written;
    }

    /** About how much memory it takes. */
    int bytes() {
        return jsonHead.length * 2 + status.source().length() + 1_200;
    }
}
