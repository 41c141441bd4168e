package social.skein.ratelimit;

import java.time.Instant;
import java.util.Optional;

/**
 * One window of one limit as this instance knows it: what the ledger lent it and it has not used yet, and what it used.
 * Verticles share it, so each step is taken under its lock; none waits for anything there.
 */
final class RateWindow {
    /** One question to the ledger in so many requests, while the limit is far. */
    private static final int BATCH_SIZE = 16;

    /** How long somebody is refused by this instance's own count before the ledger is asked again. */
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
        this.remaining = rate.maxRequests();
    }

    synchronized boolean isOver(long now) {
        return now >= end;
    }

    /** Lets a request in or refuses it by what is known here; nothing where the ledger must be asked. */
    synchronized Optional<RateLimitStatus> tryAcquire(long now) {
        if (permits > 0) {
            return Optional.of(admit());
        }
        return now < exhaustedUntil ? Optional.of(reject()) : Optional.empty();
    }

    /** What to ask the ledger for. Who asks while another does asks for one, so that a burst hoards nothing. */
    synchronized RateLimitStore.PermitRequest nextRequest() {
        RateLimitStore.PermitRequest wish =
                new RateLimitStore.PermitRequest(pendingRequests++ == 0 ? BATCH_SIZE : 1, unreported);
        unreported = 0;
        return wish;
    }

    /**
     * The ledger's answer to a request that asked at {@code asked}, before which the rest cannot have begun. One that comes
     * after this instance gave up waiting lends no more than the limit leaves to this instance alone.
     */
    synchronized RateLimitStatus applyGrant(RateLimitStore.PermitGrant grant, long requestedAt) {
        pendingRequests--;
        end = requestedAt + grant.resetsIn().toMillis();
        remaining = grant.remaining();
        permits = Math.max(0, Math.min(permits + grant.permits(), rate.maxRequests() - admitted));
        if (permits > 0) {
            return admit();
        }
        exhaustedUntil = end;
        return reject();
    }

    /** The ledger is away: this instance lets in what the limit would let it, were it the only one. */
    synchronized RateLimitStatus acquireLocally(RateLimitStore.PermitRequest failedRequest, long now) {
        pendingRequests--;
        unreported += failedRequest.unreported();
        if (permits == 0) {
            permits = Math.max(0, Math.min(BATCH_SIZE, rate.maxRequests() - admitted));
            unreported += permits;
            remaining = rate.maxRequests() - admitted - permits;
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
        return status(rate.maxRequests() - permits - remaining);
    }

    private RateLimitStatus reject() {
        return status(rate.maxRequests() + 1);
    }

    private RateLimitStatus status(int used) {
        return new RateLimitStatus(limit, rate.maxRequests(), used, Instant.ofEpochMilli(end));
    }
}
