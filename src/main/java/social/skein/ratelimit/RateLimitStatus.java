package social.skein.ratelimit;

import java.time.Instant;
import java.util.Comparator;

/**
 * The state of one limit after a request was counted.
 *
 * @param maxRequests the number of requests allowed per window
 * @param used the requests counted so far, including this one; {@code maxRequests + 1} if this one exceeds the limit
 * @param resetsAt the end of the window
 */
public record RateLimitStatus(RateLimit limit, int maxRequests, int used, Instant resetsAt) {
    /** Exceeded limits first, then fewer remaining requests, then the later reset. */
    static final Comparator<RateLimitStatus> MOST_RESTRICTIVE = Comparator.comparing(
                    RateLimitStatus::exceeded, Comparator.reverseOrder())
            .thenComparing(RateLimitStatus::remaining)
            .thenComparing(RateLimitStatus::resetsAt, Comparator.reverseOrder());

    int remaining() {
        return Math.max(0, maxRequests - used);
    }

    boolean exceeded() {
        return used > maxRequests;
    }
}
