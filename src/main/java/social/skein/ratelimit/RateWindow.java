package social.skein.ratelimit;

import java.time.Instant;
import java.util.Optional;
import social.skein.config.Config.Rate;

/**
 * One window of one limit in this instance: the permits it took from the store and has left, and the requests it
 * allowed. Shared by verticles, hence synchronized; no method blocks.
 */
final class RateWindow {
    /** Permits taken from the store at once while the limit is far away. */
    private static final int BATCH_SIZE = 16;

    /** How long requests are rejected by the local count before the store is tried again. */
    private static final long STORE_RETRY_MILLIS = 1_000;

    private final RateLimit limit;
    private final Rate rate;
    private long end;
    private long exhaustedUntil;
    private int permits;
    private int remaining;
    private int admitted;
    private int unreported;
    private int pendingRequests;

    RateWindow(RateLimit limit, Rate rate, long now) {
        this.limit = limit;
        this.rate = rate;
        this.end = now + rate.window().toMillis();
        this.remaining = rate.requests();
    }

    synchronized boolean isOver(long now) {
        return now >= end;
    }

    /** Allows or rejects a request by the local counts; empty if the store must be queried. */
    synchronized Optional<RateLimitStatus> tryAcquire(long now) {
        if (permits > 0) {
            return Optional.of(admit());
        }
        return now < exhaustedUntil ? Optional.of(reject()) : Optional.empty();
    }

    /**
     * The next request to the store. While another is pending it is for one permit only, so that a burst does not hoard
     * permits.
     */
    synchronized RateLimitStore.PermitRequest nextRequest() {
        RateLimitStore.PermitRequest request =
                new RateLimitStore.PermitRequest(pendingRequests++ == 0 ? BATCH_SIZE : 1, unreported);
        unreported = 0;
        return request;
    }

    /**
     * Applies the store's response and decides on the request that waited for it. Permits are capped at what the limit
     * leaves to this instance alone, since it may have allowed requests on its own in the meantime.
     *
     * @param requestedAt when the store was queried, in epoch milliseconds; {@code resetsIn} is counted from then, so
     *     the window never ends too late
     */
    synchronized RateLimitStatus applyGrant(RateLimitStore.PermitGrant grant, long requestedAt) {
        pendingRequests--;
        end = requestedAt + grant.resetsIn().toMillis();
        remaining = grant.remaining();
        permits = Math.max(0, Math.min(permits + grant.permits(), rate.requests() - admitted));
        if (permits > 0) {
            return admit();
        }
        exhaustedUntil = end;
        return reject();
    }

    /** The store is unavailable: allow as many requests as if this instance were the only one. */
    synchronized RateLimitStatus acquireLocally(RateLimitStore.PermitRequest failedRequest, long now) {
        pendingRequests--;
        unreported += failedRequest.unreported();
        if (permits == 0) {
            permits = Math.max(0, Math.min(BATCH_SIZE, rate.requests() - admitted));
            unreported += permits;
            remaining = rate.requests() - admitted - permits;
        }
        if (permits > 0) {
            return admit();
        }
        exhaustedUntil = Math.min(end, now + STORE_RETRY_MILLIS);
        return reject();
    }

    private RateLimitStatus admit() {
        permits--;
        admitted++;
        return status(rate.requests() - permits - remaining);
    }

    private RateLimitStatus reject() {
        return status(rate.requests() + 1);
    }

    private RateLimitStatus status(int used) {
        return new RateLimitStatus(limit, rate.requests(), used, Instant.ofEpochMilli(end));
    }
}
