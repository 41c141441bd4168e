package social.skein.http;

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
import social.skein.model.Problem;

/**
 * Stands before everything that asks a store: tells each answer what is left of its tightest limit, and turns away who has
 * nothing left before a byte of the body is read. Streams pass uncounted, for they come back all at once when an instance
 * restarts, and so does what is the same for all and lies in memory. This machine itself is told of limits and never turned
 * away.
 */
public final class RateGate {
    private static final Pattern STATUS = Pattern.compile("/api/v1/statuses/[0-9]+/?");
    private static final Pattern POST = Pattern.compile("/api/v1/statuses(/[0-9]+/reblog)?/?");
    private static final Pattern UNREBLOG = Pattern.compile("/api/v1/statuses/[0-9]+/unreblog/?");
    private static final Pattern SIGN_UP = Pattern.compile("/api/v1/accounts/?");
    private static final Pattern SEARCH = Pattern.compile("/api/v[12]/(search|accounts/search)/?");
    private static final Pattern PAGE = Pattern.compile("/(oauth|auth|settings)(/.*)?|/\\.well-known/webfinger/?");
    private static final Pattern PAGING = Pattern.compile("(^|&)(max|since|min)_id=[^&]");

    private final RateLimits limits;
    private final RateLimits ofThisMachine;
    private final Callers callers;
    private final MeterRegistry metrics;
    private final Clock clock;

    public RateGate(
            RateLimits limits, RateLimits ofThisMachine, Authenticator tokens, MeterRegistry metrics, Clock clock) {
        this.limits = limits;
        this.ofThisMachine = ofThisMachine;
        this.callers = new Callers(tokens);
        this.metrics = metrics;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route().handler(context -> {
            // A path that cannot be decoded is refused later, and counts all the same.
            String path = Edge.isDecodable(context)
                    ? context.normalizedPath()
                    : context.request().path();
            ClientAddress address = ClientAddress.of(context);
            if (isOfTheApi(path)) {
                meet(context, address, ofTheApi(context, path, address));
            } else if (isPage(path)) {
                RateLimit.Use page = use(RateLimit.PAGES, address.neighbourhood());
                meet(context, address, Future.succeededFuture(List.of(page)));
            } else {
                context.next();
            }
        });
    }

    /** Whether requests for this path are counted. */
    public static boolean counts(String path) {
        return isOfTheApi(path) || isPage(path);
    }

    private static boolean isOfTheApi(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/streaming");
    }

    private static boolean isPage(String path) {
        return PAGE.matcher(path).matches();
    }

    private Future<List<RateLimit.Use>> ofTheApi(RoutingContext context, String path, ClientAddress address) {
        return callers.of(context)
                // Whose token is nobody's, or cannot be looked up, is counted as a stranger; the endpoint says the
                // rest.
                .otherwise(Optional.empty())
                .map(viewer -> uses(context, path, viewer, address.neighbourhood()));
    }

    private void meet(RoutingContext context, ClientAddress address, Future<List<RateLimit.Use>> uses) {
        RateLimits binding = address.isLoopback() ? ofThisMachine : limits;
        Future<Allowance> counted = uses.compose(binding::count);
        if (!counted.isComplete()) {
            context.request().pause();
        }
        counted.onSuccess(allowance -> {
                    context.request().resume();
                    tell(context, allowance);
                })
                .onFailure(failure -> {
                    context.request().resume();
                    context.fail(failure);
                });
    }

    private static List<RateLimit.Use> uses(
            RoutingContext context, String path, Optional<Viewer> viewer, String address) {
        List<RateLimit.Use> uses = new ArrayList<>(6);
        viewer.ifPresent(known -> {
            uses.add(use(RateLimit.TOKEN, Long.toString(known.token())));
            uses.add(use(RateLimit.APP, Long.toString(known.app())));
        });
        Optional<String> person = viewer.flatMap(Viewer::account).map(Object::toString);
        uses.add(person.map(id -> use(RateLimit.USER, id)).orElseGet(() -> use(RateLimit.ADDRESS, address)));
        String query = context.request().query();
        if (query != null && PAGING.matcher(query).find()) {
            uses.add(use(RateLimit.PAGING, person.orElse(address)));
        }
        special(context.request().method(), path, person.isPresent())
                .ifPresent(
                        limit -> uses.add(use(limit, limit == RateLimit.SIGN_UP ? address : person.orElse(address))));
        return uses;
    }

    /** The limit of this kind of request alone, where it has one. */
    private static Optional<RateLimit> special(HttpMethod method, String path, boolean signedIn) {
        if (HttpMethod.GET.equals(method)) {
            return SEARCH.matcher(path).matches() ? Optional.of(RateLimit.SEARCH) : Optional.empty();
        }
        if (HttpMethod.POST.equals(method) && SIGN_UP.matcher(path).matches()) {
            return Optional.of(RateLimit.SIGN_UP);
        }
        if (signedIn && HttpMethod.POST.equals(method) && POST.matcher(path).matches()) {
            return Optional.of(RateLimit.POSTING);
        }
        return signedIn && removes(method, path) ? Optional.of(RateLimit.REMOVAL) : Optional.empty();
    }

    private static RateLimit.Use use(RateLimit limit, String by) {
        return new RateLimit.Use(limit, by);
    }

    private static boolean removes(HttpMethod method, String path) {
        return (HttpMethod.DELETE.equals(method) && STATUS.matcher(path).matches())
                || (HttpMethod.POST.equals(method) && UNREBLOG.matcher(path).matches());
    }

    private void tell(RoutingContext context, Allowance left) {
        if (context.response().ended()) {
            // Whose token it is was found too late, and whoever waited was told so.
            return;
        }
        context.response()
                .putHeader("X-RateLimit-Limit", Integer.toString(left.most()))
                .putHeader("X-RateLimit-Remaining", Integer.toString(left.remaining()))
                .putHeader("X-RateLimit-Reset", Times.micros(left.reset()));
        if (!left.exceeded()) {
            context.next();
            return;
        }
        long seconds = Duration.between(clock.instant(), left.reset()).toSeconds() + 1;
        context.response().putHeader("Retry-After", Long.toString(Math.max(1, seconds)));
        metrics.counter(
                        "skein.http.refused",
                        "why",
                        "too often",
                        "limit",
                        left.limit().toString())
                .increment();
        context.fail(new Problem.TooMany());
    }
}
