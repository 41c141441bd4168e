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
import social.skein.audience.Audience;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Agenda;
import social.skein.events.Outbox;
import social.skein.filter.Filters;
import social.skein.http.Edge;
import social.skein.http.Endpoints;
import social.skein.http.Origin;
import social.skein.http.Scope;
import social.skein.http.Scopes;
import social.skein.http.Viewer;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.poll.Polls;
import social.skein.relationship.Follows;
import social.skein.relationship.Relations;
import social.skein.sql.Db;
import social.skein.sql.Migrations;
import social.skein.status.Composer;
import social.skein.status.Favourites;
import social.skein.status.IdempotencyKeys;
import social.skein.status.NewStatus;
import social.skein.status.Posting;
import social.skein.status.Status;
import social.skein.status.StatusBook;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.Stemmer;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.trace.Trace;

/** Three people and what they can do, on stores that nobody else has used. Facts go no further than the outbox. */
public final class Village implements AutoCloseable {
    public static final Origin ORIGIN = new Origin("https", "skein.example");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final Vertx vertx = traced();
    public final MeterRegistry metrics = new SimpleMeterRegistry();
    public final Hints hints = new Hints(vertx);
    public final Map<String, Viewer> tokens = new ConcurrentHashMap<>();
    /** How many statements were sent, transactions aside. */
    public final AtomicInteger statements = new AtomicInteger();

    public final Db db;
    public final Accounts accounts;
    public final AccountViews accountViews = new AccountViews(ORIGIN);
    public final Follows follows;
    public final Relations relations;
    public final Lists lists;
    public final Audience audience;
    public final Statuses statuses;
    public final VisibleStatuses visible;
    public final Favourites favourites;
    public final StatusViews statusViews;
    public final Posting posting;
    public final AccountId alice;
    public final AccountId bob;
    public final AccountId carol;
    private final AtomicLong lastToken = new AtomicLong();

    public Village() {
        Servers.Fresh stores = Servers.fresh();
        Migrations.apply(stores.postgres());
        Pool pool = PgBuilder.pool()
                .connectingTo(stores.postgres().connectOptions())
                .with(new PoolOptions().setMaxSize(4))
                .using(vertx)
                .build();
        db = new Db(Statements.counted(pool, statements));
        accounts = new Accounts(db);
        Outbox outbox = new Outbox(db, hints);
        AccountCounters counters = new AccountCounters();
        follows = new Follows(db, outbox, counters);
        relations = new Relations(db);
        lists = new Lists(db);
        audience = new Audience(relations, lists, new TagFollows(db));
        statuses = new Statuses(db);
        visible = new VisibleStatuses(statuses, audience);
        favourites = new Favourites(db, outbox, visible);
        statusViews = new StatusViews(ORIGIN, accounts, accountViews, new Filters(db), db);
        posting = new Posting(
                db,
                new Composer(
                        ORIGIN,
                        accounts,
                        accountViews,
                        visible,
                        new Stemmer(db, new Memory(1_000_000, new SimpleMeterRegistry()))),
                new StatusBook(outbox, counters, new Polls(db, new Agenda(db, outbox))),
                visible,
                new IdempotencyKeys(db));
        alice = account("alice");
        bob = account("bob");
        carol = account("carol");
    }

    private static Vertx traced() {
        Trace.register();
        return Vertx.vertx();
    }

    public AccountId account(String name) {
        return await(accounts.create(new NewAccount(name, name + "@skein.example", "none")));
    }

    public void follow(AccountId follower, AccountId target) {
        await(follows.follow(follower, target, Optional.empty(), Optional.empty()));
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

    /** Forgets what was posted, followed and liked; the people stay. */
    public void clear() {
        await(db.update("""
                truncate follow, follow_request, block, mute, list, list_account, status, status_counter, account_counter,
                         favourite, outbox, conversation_mute, poll, poll_vote, notification, notification_policy,
                         notification_permission, notification_request, marker
                """));
        tokens.clear();
    }

    /** A token that opens the API for this account. */
    public String token(AccountId account, Scope first, Scope... more) {
        long id = lastToken.incrementAndGet();
        String token = "token-" + id;
        tokens.put(token, new Viewer(Optional.of(account), id, 1, new Scopes(EnumSet.of(first, more))));
        return token;
    }

    /** Serves endpoints and routes as the HTTP verticle does, and returns the port. */
    public int serve(Consumer<Endpoints> endpoints, Consumer<Router> routes) {
        return await(vertx.deployVerticle(context -> {
                    Router router = Router.router(vertx);
                    Edge.guard(router, new Edge.Guard(100_000, Duration.ofSeconds(10), false, none -> {}));
                    Endpoints api = new Endpoints(ORIGIN, this::viewer, metrics);
                    endpoints.accept(api);
                    api.mount(router);
                    routes.accept(router);
                    return vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("*"))
                            .requestHandler(router)
                            .listen(0, "127.0.0.1")
                            .onSuccess(server -> served = server);
                })
                .map(deployed -> served.actualPort()));
    }

    private volatile HttpServer served;

    public Future<Optional<Viewer>> viewer(String token) {
        return Future.succeededFuture(Optional.ofNullable(tokens.get(token)));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    /** Waits until something is so. */
    public static void eventually(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " did not come true within " + PATIENCE);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
