package social.skein.ratelimit;

import io.vertx.core.Future;
import java.util.List;

/** Counts requests towards limits. A count shared by all instances may need a round trip, hence the future. */
public interface RateLimiter {

    /** Counts one request towards all of these limits, at least one, and returns the status of the most restrictive. */
    Future<RateLimitStatus> consume(List<RateLimit.RateLimitKey> keys);
}
