package social.skein.ratelimit;

import io.vertx.core.Future;
import java.util.List;

/** Counts requests. A count that all instances share needs a round trip, hence the future. */
public interface RateLimiter {

    /** Counts one request towards these limits, of which there is at least one, and says what is left of the tightest. */
    Future<RateLimitStatus> consume(List<RateLimit.RateLimitKey> keys);
}
