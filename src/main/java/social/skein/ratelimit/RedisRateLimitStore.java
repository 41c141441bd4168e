package social.skein.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import social.skein.config.Config.Rate;
import social.skein.redis.LuaScript;
import social.skein.redis.RedisClient;

/**
 * The shared count in Redis. Each open window has a key {@code rate:LIMIT:SUBJECT} with the number of permits taken,
 * which expires at the window's end and is written only by {@code rate-limit-acquire.lua}. If Redis loses its data, all
 * windows begin anew.
 */
public final class RedisRateLimitStore implements RateLimitStore {
    private static final LuaScript ACQUIRE = LuaScript.load("rate-limit-acquire.lua");

    private final RedisClient redis;
    private final Counter succeeded;
    private final Counter unavailable;

    public RedisRateLimitStore(RedisClient redis, MeterRegistry metrics) {
        this.redis = redis;
        this.succeeded = counter("success", metrics);
        this.unavailable = counter("unavailable", metrics);
    }

    private static Counter counter(String outcome, MeterRegistry metrics) {
        return Counter.builder("skein.rate.limit.store")
                .description("Requests to the rate limit store: answered (success) or failed (unavailable)")
                .tag("outcome", outcome)
                .register(metrics);
    }

    @Override
    public Future<PermitGrant> acquire(RateLimit.RateLimitKey key, Rate rate, PermitRequest request) {
        return ACQUIRE.run(redis, call(key, rate, request))
                .map(RedisRateLimitStore::grant)
                .onSuccess(grant -> succeeded.increment())
                .onFailure(failure -> unavailable.increment());
    }

    private static LuaScript.ScriptCall call(RateLimit.RateLimitKey key, Rate rate, PermitRequest request) {
        return LuaScript.ScriptCall.of(
                "rate:" + key.limit() + ":" + key.subject(),
                List.of(
                        Integer.toString(rate.requests()),
                        Long.toString(rate.window().toMillis()),
                        Integer.toString(request.maxPermits()),
                        Integer.toString(request.unreported())));
    }

    private static PermitGrant grant(Response response) {
        return new PermitGrant(
                response.get(0).toInteger(),
                response.get(1).toInteger(),
                Duration.ofMillis(response.get(2).toLong()));
    }
}
