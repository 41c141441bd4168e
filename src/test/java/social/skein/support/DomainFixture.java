package social.skein.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import social.skein.account.AccountCounters;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.NewAccount;
import social.skein.cache.CacheBudget;
import social.skein.cluster.HintBus;
import social.skein.context.Trace;
import social.skein.emoji.EmojiFinder;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.filter.Filters;
import social.skein.http.Caller;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.RequestPipeline;
import social.skein.http.Scope;
import social.skein.http.Scopes;
import social.skein.interaction.Favourites;
import social.skein.list.Lists;
import social.skein.media.Attachments;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.poll.Polls;
import social.skein.posting.IdempotencyKeys;
import social.skein.posting.StatusActions;
import social.skein.posting.StatusComposer;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.rendering.StatusBodies;
import social.skein.rendering.StatusViews;
import social.skein.sql.Db;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusWriter;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.text.Stemmer;
import social.skein.visibility.VisibilityPolicy;

/** Three accounts and the services they use, on stores that no other test uses. Facts stay in the outbox. */
public final class DomainFixture implements AutoCloseable {
    public static final PublicUrl ORIGIN = new PublicUrl("https", "skein.example");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    public final Vertx vertx = tracedVertx();
    public final MeterRegistry metrics = new SimpleMeterRegistry();
    public final HintBus hints = new HintBus(vertx);
    public final Map<String, Caller> tokens = new ConcurrentHashMap<>();
    /** The number of statements sent, except those that begin and end transactions. */
    public final AtomicInteger statementCount = new AtomicInteger();

    private final TestStores.IsolatedStores stores = TestStores.isolated();
    public final Db db;
    public final Accounts accounts;
    public final AccountViews accountViews = new AccountViews(ORIGIN);
    public final Follows follows;
    public final RelationLoader relations;
    public final Lists lists;
    public final VisibilityPolicy visibilityPolicy;
    public final Statuses statuses;
    public final VisibleStatuses visible;
    public final Favourites favourites;
    public final StatusViews statusViews;
    public final StatusActions posting;
    public final AccountId alice;
    public final AccountId bob;
    public final AccountId carol;
    private final AtomicLong lastToken = new AtomicLong();

    public DomainFixture() {
        Pool pool = PgBuilder.pool()
                .connectingTo(stores.postgres().connectOptions())
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build();
        db = new Db(StatementCounter.counting(pool, statementCount));
        accounts = new Accounts(db);
        Outbox outbox = new Outbox(db, hints);
        AccountCounters counters = new AccountCounters();
        follows = new Follows(db, outbox, counters);
        relations = new RelationLoader(db);
        lists = new Lists(db);
        visibilityPolicy = new VisibilityPolicy(relations, lists, new TagFollows(db));
        statuses = new Statuses(db);
        visible = new VisibleStatuses(statuses, visibilityPolicy);
        favourites = new Favourites(db, outbox, visible);
        statusViews = new StatusViews(
                new StatusBodies(ORIGIN, accountViews, EmojiFinder.NONE), accounts, new Filters(db), db);
        posting = new StatusActions(
                db,
                new StatusComposer(
                        ORIGIN,
                        accounts,
                        accountViews,
                        visible,
                        new Stemmer(db, new CacheBudget(1_000_000, new SimpleMeterRegistry())),
                        500),
                new StatusWriter(
                        outbox,
                        counters,
                        new Polls(db, EmojiFinder.NONE, new ScheduledFacts(db, outbox)),
                        new Attachments(outbox)),
                new Attachments(outbox),
                visible,
                new IdempotencyKeys(db));
        alice = createAccount("alice");
        bob = createAccount("bob");
        carol = createAccount("carol");
    }

    private static Vertx tracedVertx() {
        Trace.register();
        return Vertx.vertx();
    }

    public AccountId createAccount(String name) {
        return await(accounts.create(new NewAccount(name, name + "@skein.example", "none")));
    }

    public void follow(AccountId follower, AccountId target) {
        await(follows.followUnchecked(follower, target, Optional.empty(), Optional.empty()));
    }

    public Status post(AccountId author, String text) {
        return post(author, text, Visibility.PUBLIC);
    }

    public Status post(AccountId author, String text, Visibility visibility) {
        return await(posting.post(new NewStatus(
                author,
                text,
                "",
                Optional.empty(),
                Optional.of(visibility),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    }

    public Status boost(AccountId by, Status status) {
        return await(posting.boost(by, status.id(), Optional.empty()));
    }

    /** Deletes posts, follows, likes and other activity; the accounts remain. */
    public void clear() {
        await(db.update("""
                truncate follow, follow_request, block, mute, list, list_account, status, status_counter, account_counter,
                         favourite, outbox, conversation_mute, poll, poll_vote, notification, notification_policy,
                         notification_permission, notification_request, marker
                """));
        tokens.clear();
    }

    /** Issues a token of this account with these scopes. */
    public String token(AccountId account, Scope first, Scope... more) {
        long id = lastToken.incrementAndGet();
        String token = "token-" + id;
        tokens.put(token, new Caller(Optional.of(account), id, 1, new Scopes(EnumSet.of(first, more))));
        return token;
    }

    /** Serves endpoints and routes as the HTTP verticle does, and returns the port. */
    public int serve(Consumer<Endpoints> endpoints, Consumer<Router> routes) {
        return await(vertx.deployVerticle(context -> {
                    Router router = Router.router(vertx);
                    RequestPipeline.install(
                            router,
                            new RequestPipeline.PipelineOptions(
                                    100_000, Duration.ofSeconds(10), false, false, none -> {}));
                    Endpoints api = new Endpoints(ORIGIN, this::viewer, metrics);
                    endpoints.accept(api);
                    api.mount(router);
                    routes.accept(router);
                    return vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("*"))
                            .requestHandler(router)
                            .listen(0, "127.0.0.1")
                            .onSuccess(server -> this.server = server);
                })
                .map(deployed -> this.server.actualPort()));
    }

    private volatile HttpServer server;

    public Future<Optional<Caller>> viewer(String token) {
        return Future.succeededFuture(Optional.ofNullable(tokens.get(token)));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    /** Waits until a condition holds; fails after a timeout. */
    public static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Timed out waiting until " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        stores.close();
    }
}
