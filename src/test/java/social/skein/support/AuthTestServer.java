package social.skein.support;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import social.skein.account.AccountCounters;
import social.skein.account.AccountNameSearch;
import social.skein.account.AccountRoutes;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.Credentials;
import social.skein.account.HandleParser;
import social.skein.account.NewAccount;
import social.skein.account.OwnProfileRoutes;
import social.skein.account.PasswordHasher;
import social.skein.account.Profile;
import social.skein.account.Profiles;
import social.skein.account.UserStatistics;
import social.skein.cluster.HintBus;
import social.skein.config.Config;
import social.skein.config.Registration;
import social.skein.context.Trace;
import social.skein.emoji.CustomEmojis;
import social.skein.emoji.EmojiCache;
import social.skein.emoji.EmojiRoutes;
import social.skein.events.Outbox;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.RequestPipeline;
import social.skein.instance.InstanceInfo;
import social.skein.instance.InstanceRoutes;
import social.skein.instance.WellKnownRoutes;
import social.skein.media.MediaLimits;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.oauth.AppRoutes;
import social.skein.oauth.Apps;
import social.skein.oauth.AuthorizationCodes;
import social.skein.oauth.OauthDiscoveryRoutes;
import social.skein.oauth.TokenRoutes;
import social.skein.oauth.Tokens;
import social.skein.relationship.Follows;
import social.skein.search.AccountSearch;
import social.skein.search.AccountSearchRoutes;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Sessions;
import social.skein.signin.SignIn;
import social.skein.signup.OperatorSignUp;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.transfer.UploadPolicy;
import social.skein.transfer.UploadedFile;
import social.skein.web.AuthorizeRoutes;
import social.skein.web.SiteInfo;

/** A server with only accounts, OAuth and the pages of the instance, on a real database and a real port. */
public final class AuthTestServer implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery staple";

    /** The public address in responses, which differs from the port of the test. */
    public static final PublicUrl ORIGIN = new PublicUrl("https", "skein.example");

    private static final Config.Instance INSTANCE = new Config.Instance(
            "Skein",
            "A place for birds",
            "admin@skein.example",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of("en"),
            500);

    private final TestStores.IsolatedStores stores = TestStores.isolated();
    private final Vertx vertx;
    private final Pool pool;
    private final WebClient client;
    private final HttpServer server;
    public final Db db;
    public final Tokens tokens;
    public final Accounts accounts;
    public final AccountCounters counters = new AccountCounters();
    private final OperatorSignUp signUps;

    /** This server has no object store. */
    private static final Profiles.PictureStore NO_PICTURES = new Profiles.PictureStore() {
        @Override
        public Future<Profile.Picture> store(AccountId owner, Slot slot, UploadedFile file) {
            return Future.failedFuture(new UnsupportedOperationException());
        }

        @Override
        public Future<Void> replace(Transaction tx, AccountId owner, List<MediaId> shown, List<MediaId> removed) {
            return Future.succeededFuture();
        }
    };

    /** Starts the server; {@code passwordGrant} is whether apps may send passwords. */
    public AuthTestServer(boolean passwordGrant) {
        Trace.register();
        this.vertx = Vertx.vertx();
        this.pool = PgBuilder.pool()
                .connectingTo(stores.postgres().connectOptions())
                .with(new PoolOptions().setMaxSize(8))
                .using(vertx)
                .build();
        this.db = new Db(pool);
        this.accounts = new Accounts(db);
        this.tokens = new Tokens(db, new HintBus(vertx), (account, age) -> {});
        PasswordHasher passwords = new PasswordHasher(vertx, 2);
        this.signUps = new OperatorSignUp(accounts, passwords);
        await(tokens.listen());
        Endpoints api = new Endpoints(ORIGIN, tokens, new SimpleMeterRegistry());
        mount(api, passwords, passwordGrant);
        Router router = Router.router(vertx);
        RequestPipeline.install(
                router, new RequestPipeline.PipelineOptions(1 << 20, Duration.ofSeconds(10), false, false, none -> {}));
        api.mount(router);
        this.server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(server.actualPort())
                        .setFollowRedirects(false),
                new io.vertx.core.http.PoolOptions().setHttp1MaxSize(50));
    }

    private void mount(Endpoints api, PasswordHasher passwords, boolean passwordGrant) {
        AccountViews views = new AccountViews(ORIGIN);
        HandleParser handles = new HandleParser(ORIGIN);
        new AccountRoutes(accounts, views, handles).mount(api);
        Outbox outbox = new Outbox(db, new HintBus(vertx));
        Follows follows = new Follows(db, outbox, counters);
        AccountSearch search = new AccountSearch(accounts, new AccountNameSearch(db), handles, follows);
        new AccountSearchRoutes(search, views).mount(api);
        Profiles profiles = new Profiles(db, outbox, accounts, new HintBus(vertx));
        new OwnProfileRoutes(
                        accounts,
                        profiles,
                        views,
                        NO_PICTURES,
                        new UploadPolicy(
                                Path.of("target"),
                                Set.of("avatar", "header"),
                                1 << 20,
                                1 << 20,
                                Duration.ofSeconds(1),
                                1),
                        account -> Future.succeededFuture(0))
                .mount(api);
        Apps apps = new Apps(db);
        AuthorizationCodes codes = new AuthorizationCodes(db, tokens);
        SignIn signIn = new SignIn(new Credentials(db), passwords);
        new AppRoutes(apps, "").mount(api);
        new TokenRoutes(apps, tokens, codes, signIn, passwordGrant).mount(api);
        BrowserSessions sessions = new BrowserSessions(new Sessions(db), signIn, ORIGIN);
        new AuthorizeRoutes(accounts, apps, codes, sessions, new SiteInfo(INSTANCE, Registration.CLOSED)).mount(api);
        new OauthDiscoveryRoutes(ORIGIN, passwordGrant, accounts, views).mount(api);
        InstanceInfo deployment = new InstanceInfo(
                ORIGIN, INSTANCE, () -> new MediaLimits(List.of("image/png"), 1, 1, 1, 1, 1), Registration.CLOSED, "");
        UserStatistics statistics = new UserStatistics(db);
        new InstanceRoutes(deployment, statistics, accounts).mount(api);
        new EmojiRoutes(new EmojiCache(new CustomEmojis(db), ORIGIN)).mount(api);
        new WellKnownRoutes(deployment, statistics, accounts, views, handles).mount(api);
    }

    public AccountId signUp(String username) {
        return await(accounts.create(new NewAccount(
                username, username.toLowerCase(Locale.ROOT) + "@birds.example", CheapPasswords.hash(PASSWORD))));
    }

    public OperatorSignUp signUps() {
        return signUps;
    }

    /** Returns the tokens of another node, with the same database and cluster and a separate cache. */
    public Tokens tokensOfAnotherNode() {
        Tokens other = new Tokens(db, new HintBus(vertx), (account, age) -> {});
        await(other.listen());
        return other;
    }

    public int port() {
        return server.actualPort();
    }

    /** A response with its body as text. */
    public record TestResponse(int status, String body, HttpResponse<Buffer> response) {
        public JsonObject json() {
            return new JsonObject(body);
        }

        public JsonArray jsonArray() {
            return new JsonArray(body);
        }

        public String header(String name) {
            return response.getHeader(name);
        }
    }

    public TestResponse get(String path, String... headers) {
        return send(HttpMethod.GET, path, Buffer.buffer(), headers);
    }

    public TestResponse json(HttpMethod method, String path, JsonObject body, String... headers) {
        return await(toResponse(
                method,
                path,
                request(method, path, headers)
                        .putHeader("Content-Type", "application/json")
                        .sendBuffer(body.toBuffer())));
    }

    public Future<TestResponse> form(String path, Map<String, String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(urlEncode(name))
                .append('=')
                .append(urlEncode(value)));
        return toResponse(
                HttpMethod.POST,
                path,
                request(HttpMethod.POST, path, headers)
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .sendBuffer(Buffer.buffer(body.toString())));
    }

    public TestResponse send(HttpMethod method, String path, Buffer body, String... headers) {
        return await(toResponse(method, path, request(method, path, headers).sendBuffer(body)));
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path, String... headers) {
        HttpRequest<Buffer> request = client.request(method, path);
        for (int i = 0; i < headers.length; i += 2) {
            request.putHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static Future<TestResponse> toResponse(
            HttpMethod method, String path, Future<HttpResponse<Buffer>> response) {
        return response.map(raw -> {
            String body = raw.body() == null ? "" : raw.body().toString();
            OpenApiConformance.check(
                    method.name(), path, raw.statusCode(), Optional.ofNullable(raw.getHeader("Content-Type")), body);
            return new TestResponse(raw.statusCode(), body, raw);
        });
    }

    public RowSet<Row> sql(String sql, Object... arguments) {
        return await(pool.preparedQuery(sql).execute(Tuple.wrap(arguments)));
    }

    public static String urlEncode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
        stores.close();
    }
}
