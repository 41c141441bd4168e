package social.skein.rendering;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.model.StatusId;
import social.skein.poll.PollView;
import social.skein.status.RedisStatusEntry;
import social.skein.status.Status;
import social.skein.visibility.StatusAttributes;

/**
 * A loaded status with its JSON head: body and counts, which are the same for all viewers. The head of a boost is made
 * from its original, and again whenever the original's cached state changes.
 */
public final class CachedStatus {
    private final Status status;
    private final StatusAttributes attributes;
    private final StatusView.Body body;
    private final byte[] jsonHead;
    private final boolean hasPoll;
    private volatile Optional<BoostHead> boostHead = Optional.empty();

    CachedStatus(RedisStatusEntry entry, StatusView.Body body) {
        this.status = entry.status();
        this.attributes = status.attributes();
        this.body = body;
        this.jsonHead = StatusJsonHead.write(body, StatusView.Counts.of(status));
        this.hasPoll = entry.hasPoll();
    }

    /** The head of a boost, and the state of the original it was made from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record BoostHead(CachedStatus original, byte[] jsonHead) {}

    public StatusId id() {
        return status.id();
    }

    Status status() {
        return status;
    }

    public StatusAttributes attributes() {
        return attributes;
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

    /**
     * Body and counts as JSON, without the closing brace. The head with the emoji of a poll is not cached, since few polls
     * have any.
     */
    byte[] jsonHead(@Nullable PollView poll) {
        return body.hasEmojisOf(poll)
                ? jsonHead
                : StatusJsonHead.write(body.withEmojisOf(poll), StatusView.Counts.of(status));
    }

    /** The head of a boost of {@code original}; with the emoji of a poll it is not cached either. */
    byte[] jsonHead(CachedStatus original, StatusBodies bodies, String author, @Nullable PollView poll) {
        boolean isCacheable = original.body.hasEmojisOf(poll);
        Optional<BoostHead> cached = boostHead;
        if (isCacheable && cached.isPresent() && cached.get().original == original) {
            return cached.get().jsonHead;
        }
        StatusView.Body boostBody = bodies.body(status, original.status, author, original.body.mentions())
                .withEmojisOf(poll);
        byte[] written = StatusJsonHead.write(boostBody, StatusView.Counts.of(original.status));
        if (isCacheable) {
            boostHead = Optional.of(new BoostHead(original, written));
        }
        return written;
    }

    /** An estimate of its size in memory. */
    int bytes() {
        return jsonHead.length * 2 + status.source().length() + 1_200;
    }
}
