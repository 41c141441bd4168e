package social.skein.ratelimit;

import java.time.Instant;
import java.util.Comparator;

/**
 * What is left of a limit.
 *
 * @param maxRequests how many requests its window has room for
 * @param used how many of them are taken, this one with them; one more than there are where this one is refused
 * @param resetsAt when the window ends
 */
public record RateLimitStatus(RateLimit limit, int maxRequests, int used, Instant resetsAt) {
    /** Of two limits the one that is felt first: less is left or, where nothing is, it lasts longer. */
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
