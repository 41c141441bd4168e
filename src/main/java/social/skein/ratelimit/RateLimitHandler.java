package social.skein.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.http.ClientAddress;
import social.skein.http.RequestAuthenticator;
import social.skein.http.RequestPipeline;
import social.skein.http.TokenAuthenticator;
import social.skein.http.Viewer;
import social.skein.http.WireTimes;
import social.skein.model.Problem;

/**
 * Stands before everything that asks a store: tells each answer what is left of its tightest limit, and turns away who has
 * nothing left before a byte of the body is read. Streams pass uncounted, for they come back all at once when an instance
 * restarts, and so does what is the same for all and lies in memory. This machine itself is told of limits and never turned
 * away.
 */
public final class RateLimitHandler {
    private static final Pattern DELETE_PATH = Pattern.compile("/api/v1/statuses/[0-9]+/?");
    private static final Pattern CREATE_PATH = Pattern.compile("/api/v1/statuses(/[0-9]+/reblog)?/?");
    private static final Pattern UNREBLOG = Pattern.compile("/api/v1/statuses/[0-9]+/unreblog/?");
    private static final Pattern SIGN_UP = Pattern.compile("/api/v1/accounts/?");
    private static final Pattern SEARCH = Pattern.compile("/api/v[12]/(search|accounts/search)/?");
    private static final Pattern WEB_PAGE = Pattern.compile("/(oauth|auth|settings)(/.*)?|/\\.well-known/webfinger/?");
    private static final Pattern CURSOR_PARAM = Pattern.compile("(^|&)(max|since|min)_id=[^&]");

    private final RateLimiter limiter;
    private final RateLimiter loopbackLimiter;
    private final RequestAuthenticator authenticator;
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
        this.authenticator = new RequestAuthenticator(tokens);
        this.metrics = metrics;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route().handler(context -> {
            // A path that cannot be decoded is refused later, and counts all the same.
            String path = RequestPipeline.isDecodable(context)
                    ? context.normalizedPath()
                    : context.request().path();
            ClientAddress address = ClientAddress.from(context);
            if (isApi(path)) {
                enforce(context, address, apiKeys(context, path, address));
            } else if (isPage(path)) {
                RateLimit.RateLimitKey page = key(RateLimit.WEB_PAGES, address.networkPrefix());
                enforce(context, address, Future.succeededFuture(List.of(page)));
            } else {
                context.next();
            }
        });
    }

    /** Whether requests for this path are counted. */
    public static boolean isLimited(String path) {
        return isApi(path) || isPage(path);
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/streaming");
    }

    private static boolean isPage(String path) {
        return WEB_PAGE.matcher(path).matches();
    }

    private Future<List<RateLimit.RateLimitKey>> apiKeys(RoutingContext context, String path, ClientAddress address) {
        return authenticator
                .authenticate(context)
                // Whose token is nobody's, or cannot be looked up, is counted as a stranger; the endpoint says the
                // rest.
                .otherwise(Optional.empty())
                .map(viewer -> keys(context, path, viewer, address.networkPrefix()));
    }

    private void enforce(RoutingContext context, ClientAddress address, Future<List<RateLimit.RateLimitKey>> keys) {
        RateLimiter binding = address.isLoopback() ? loopbackLimiter : limiter;
        Future<RateLimitStatus> counted = keys.compose(binding::consume);
        if (!counted.isComplete()) {
            context.request().pause();
        }
        counted.onSuccess(allowance -> {
                    context.request().resume();
                    applyStatus(context, allowance);
                })
                .onFailure(failure -> {
                    context.request().resume();
                    context.fail(failure);
                });
    }

    private static List<RateLimit.RateLimitKey> keys(
            RoutingContext context, String path, Optional<Viewer> viewer, String address) {
        List<RateLimit.RateLimitKey> uses = new ArrayList<>(6);
        viewer.ifPresent(known -> {
            uses.add(key(RateLimit.TOKEN, Long.toString(known.tokenId())));
            uses.add(key(RateLimit.APP, Long.toString(known.appId())));
        });
        Optional<String> person = viewer.flatMap(Viewer::account).map(Object::toString);
        uses.add(person.map(id -> key(RateLimit.USER, id)).orElseGet(() -> key(RateLimit.ADDRESS, address)));
        String query = context.request().query();
        if (query != null && CURSOR_PARAM.matcher(query).find()) {
            uses.add(key(RateLimit.PAGINATION, person.orElse(address)));
        }
        actionLimit(context.request().method(), path, person.isPresent())
                .ifPresent(
                        limit -> uses.add(key(limit, limit == RateLimit.SIGN_UP ? address : person.orElse(address))));
        return uses;
    }

    /** The limit of this kind of request alone, where it has one. */
    private static Optional<RateLimit> actionLimit(HttpMethod method, String path, boolean signedIn) {
        if (HttpMethod.GET.equals(method)) {
            return SEARCH.matcher(path).matches() ? Optional.of(RateLimit.SEARCH) : Optional.empty();
        }
        if (HttpMethod.POST.equals(method) && SIGN_UP.matcher(path).matches()) {
            return Optional.of(RateLimit.SIGN_UP);
        }
        if (signedIn
                && HttpMethod.POST.equals(method)
                && CREATE_PATH.matcher(path).matches()) {
            return Optional.of(RateLimit.POSTING);
        }
        return signedIn && isRemoval(method, path) ? Optional.of(RateLimit.REMOVAL) : Optional.empty();
    }

    private static RateLimit.RateLimitKey key(RateLimit limit, String subject) {
        return new RateLimit.RateLimitKey(limit, subject);
    }

    private static boolean isRemoval(HttpMethod method, String path) {
        return (HttpMethod.DELETE.equals(method) && DELETE_PATH.matcher(path).matches())
                || (HttpMethod.POST.equals(method) && UNREBLOG.matcher(path).matches());
    }

    private void applyStatus(RoutingContext context, RateLimitStatus status) {
        if (context.response().ended()) {
            // Whose token it is was found too late, and whoever waited was told so.
            return;
        }
        context.response()
                .putHeader("X-RateLimit-Limit", Integer.toString(status.maxRequests()))
                .putHeader("X-RateLimit-Remaining", Integer.toString(status.remaining()))
                .putHeader("X-RateLimit-Reset", WireTimes.formatMicros(status.resetsAt()));
        if (!status.exceeded()) {
            context.next();
            return;
        }
        long seconds = Duration.between(clock.instant(), status.resetsAt()).toSeconds() + 1;
        context.response().putHeader("Retry-After", Long.toString(Math.max(1, seconds)));
        metrics.counter("skein.http.rate.limited", "limit", status.limit().toString())
                .increment();
        context.fail(new Problem.TooManyRequests());
    }
}
