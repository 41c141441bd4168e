package social.skein.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.http.ClientAddress;
import social.skein.http.RequestAuthenticator;
import social.skein.http.RequestPipeline;
import social.skein.http.TokenAuthenticator;
import social.skein.http.WireTimes;
import social.skein.model.Problem;

/**
 * Enforces the limits of {@link RateLimitRules} before the body is read: sets the rate limit headers from the most
 * restrictive limit, and answers 429 if it is exceeded. Requests from this machine get headers but are never rejected.
 */
public final class RateLimitHandler {
    private final RateLimiter limiter;
    private final RateLimiter loopbackLimiter;
    private final TokenAuthenticator tokens;
    private final MeterRegistry metrics;
    private final Clock clock;

    public RateLimitHandler(
            RateLimiter limiter,
            RateLimiter loopbackLimiter,
            TokenAuthenticator tokens,
            MeterRegistry metrics,
            Clock clock) {
        this.limiter = limiter;
        this.loopbackLimiter = loopbackLimiter;
        this.tokens = tokens;
        this.metrics = metrics;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route().handler(context -> {
            // A path that cannot be decoded is rejected later but counts as well.
            String path = RequestPipeline.isDecodable(context)
                    ? context.normalizedPath()
                    : context.request().path();
            ClientAddress address = ClientAddress.from(context);
            if (RateLimitRules.isProvisioning(path)) {
                enforce(context, address, Future.succeededFuture(RateLimitRules.provisioningKeys(address)));
            } else if (RateLimitRules.isApi(path)) {
                enforce(context, address, apiKeys(context, path, address));
            } else if (RateLimitRules.isWebPage(path)) {
                enforce(context, address, Future.succeededFuture(RateLimitRules.webPageKeys(address)));
            } else {
                context.next();
            }
        });
    }

    private Future<List<RateLimit.RateLimitKey>> apiKeys(RoutingContext context, String path, ClientAddress address) {
        return RequestAuthenticator.authenticate(context, tokens)
                // A token that is invalid or cannot be looked up counts as anonymous; the endpoint answers it.
                .otherwise(Optional.empty())
                .map(caller -> RateLimitRules.apiKeys(context.request(), path, caller, address));
    }

    private void enforce(RoutingContext context, ClientAddress address, Future<List<RateLimit.RateLimitKey>> keys) {
        RateLimiter applicable = address.isLoopback() ? loopbackLimiter : limiter;
        Future<RateLimitStatus> counted = keys.compose(applicable::consume);
        if (!counted.isComplete()) {
            context.request().pause();
        }
        counted.onSuccess(status -> {
                    context.request().resume();
                    applyStatus(context, status);
                })
                .onFailure(failure -> {
                    context.request().resume();
                    context.fail(failure);
                });
    }

    private void applyStatus(RoutingContext context, RateLimitStatus status) {
        if (context.response().ended()) {
            // Authentication took too long and the request timed out.
            return;
        }
        context.response()
                .putHeader("X-RateLimit-Limit", Integer.toString(status.maxRequests()))
                .putHeader("X-RateLimit-Remaining", Integer.toString(status.remaining()))
                .putHeader("X-RateLimit-Reset", WireTimes.formatMicros(status.resetsAt()));
        if (status.exceeded()) {
            reject(context, status);
        } else {
            context.next();
        }
    }

    private void reject(RoutingContext context, RateLimitStatus status) {
        long seconds = Duration.between(clock.instant(), status.resetsAt()).toSeconds() + 1;
        context.response().putHeader("Retry-After", Long.toString(Math.max(1, seconds)));
        metrics.counter("skein.http.rate.limited", "limit", status.limit().toString())
                .increment();
        context.fail(new Problem.TooManyRequests());
    }
}
