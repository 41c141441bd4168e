package social.skein.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import social.skein.admission.RequestSmugglingGuard;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.support.DomainFixture;
import social.skein.transfer.UploadPolicy;

/** A server with the production request pipeline and endpoints that accept files, without stores. */
final class UploadServer implements AutoCloseable {
    static final int MAX_BODY = 100_000;
    static final int MAX_FILE = 1 << 20;
    static final String MEDIA = "/api/v2/media";
    static final String PROFILE = "/api/v1/accounts/update_credentials";
    static final String LARGE = "/api/v2/large";
    static final String STATUSES = "/api/v1/statuses";

    final AtomicInteger permits = new AtomicInteger();
    final AtomicBoolean overloaded = new AtomicBoolean();
    final AtomicBoolean rateLimited = new AtomicBoolean();
    private final Path temp;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;

    UploadServer(Path temp, Consumer<Endpoints> more) {
        this.temp = temp;
        Router router = Router.router(vertx);
        router.route().handler(this::attachPermit);
        RequestPipeline.install(
                router,
                new RequestPipeline.PipelineOptions(
                        MAX_BODY,
                        Duration.ofSeconds(10),
                        true,
                        false,
                        limits -> limits.route().handler(this::limitRate)));
        Endpoints api = new Endpoints(new PublicUrl("http", "skein.test"), this::caller, new SimpleMeterRegistry());
        mount(api);
        more.accept(api);
        api.mount(router);
        this.server =
                DomainFixture.await(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                        .requestHandler(RequestSmugglingGuard.wrap(router))
                        .invalidRequestHandler(RequestPipeline::rejectUnparsable)
                        .listen(0, "127.0.0.1"));
    }

    /** Runs the server in a process of its own, until its input ends; prints the port. */
    public static void main(String[] arguments) throws Exception {
        try (UploadServer server = new UploadServer(Path.of(arguments[0]), api -> {})) {
            System.out.println(server.port());
            System.in.read();
        }
    }

    int port() {
        return server.actualPort();
    }

    Path folder() {
        return temp.resolve("uploads");
    }

    Path moved() {
        return temp.resolve("moved");
    }

    private UploadPolicy policy(Set<String> fields, long maxFile) {
        return new UploadPolicy(folder(), fields, maxFile, maxFile * 3 / 2, Duration.ofSeconds(1), 10_000);
    }

    private void mount(Endpoints api) {
        Access media = Access.user(Scope.WRITE_MEDIA);
        Set<String> fields = Set.of("file", "thumbnail");
        api.upload(HttpMethod.POST, MEDIA, media, policy(fields, MAX_FILE), this::describe);
        api.upload(HttpMethod.PUT, "/api/v1/media/:id", media, policy(Set.of("thumbnail"), MAX_FILE), this::describe);
        api.upload(HttpMethod.POST, LARGE, media, policy(fields, 200 << 20), this::describe);
        UploadPolicy unwritable = new UploadPolicy(
                temp.resolve("file/uploads"), fields, MAX_FILE, MAX_FILE, Duration.ofSeconds(1), 10_000);
        api.upload(HttpMethod.POST, "/api/v2/unwritable", media, unwritable, this::describe);
        Access profile = Access.user(Scope.WRITE_ACCOUNTS);
        api.upload(HttpMethod.PATCH, PROFILE, profile, policy(Set.of("avatar", "header"), MAX_FILE), this::describe);
        api.post(STATUSES, Access.user(Scope.WRITE_STATUSES), this::describe);
    }

    /** The texts, and the files with their permissions and, if they are short, their content. */
    private Future<?> describe(Request request) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (String name : new String[] {"description", "display_name"}) {
            request.params().text(name).ifPresent(text -> result.put(name, text));
        }
        if (request.params().flag("fail", false)) {
            return Future.failedFuture(new Problem.Invalid("No such picture"));
        }
        for (String name : new String[] {"file", "thumbnail", "avatar", "header"}) {
            request.upload(name)
                    .ifPresent(file -> result.put(
                            name,
                            file.fileName() + "|" + file.contentType() + "|" + file.bytes() + content(file.path())));
            if (request.upload(name).isEmpty() && request.params().hasFile(name)) {
                result.put(name, "dropped");
            }
        }
        if (request.params().flag("move", false)) {
            move(request.upload("file").orElseThrow().path());
        }
        return Future.succeededFuture(result);
    }

    private static String content(Path file) {
        try {
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            return "|" + permissions + (Files.size(file) < 100 ? "|" + Files.readString(file) : "");
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void move(Path file) {
        try {
            Files.move(file, moved());
        } catch (java.io.IOException unmovable) {
            throw new java.io.UncheckedIOException(unmovable);
        }
    }

    private Future<Optional<Caller>> caller(String token) {
        return Future.succeededFuture(Scopes.parse(token.replace('+', ' '))
                .map(scopes -> new Caller(Optional.of(new AccountId(1)), 1, 1, scopes)));
    }

    private void limitRate(RoutingContext context) {
        if (rateLimited.get()) {
            context.fail(new Problem.TooManyRequests());
        } else {
            context.next();
        }
    }

    private void attachPermit(RoutingContext context) {
        permits.incrementAndGet();
        AtomicBoolean holds = new AtomicBoolean(true);
        new RequestPermit() {
            @Override
            public void release() {
                if (holds.getAndSet(false)) {
                    permits.decrementAndGet();
                }
            }

            @Override
            public boolean reacquire() {
                if (overloaded.get()) {
                    RequestPipeline.send(context, ErrorResponses.forStatus(503));
                    return false;
                }
                if (!holds.getAndSet(true)) {
                    permits.incrementAndGet();
                }
                return true;
            }

            @Override
            public void becomeStream() {
                release();
            }
        }.attach(context);
        context.next();
    }

    @Override
    public void close() {
        DomainFixture.await(vertx.close());
    }
}
