package social.skein.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import social.skein.account.AccountFeature;
import social.skein.account.NewAccount;
import social.skein.app.Blocking;
import social.skein.app.EventLogFeature;
import social.skein.app.Skein;
import social.skein.app.StartupException;
import social.skein.config.Settings;
import social.skein.embedded.Progress;
import social.skein.embedded.ServerKind;
import social.skein.events.DeadLetters;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.feature.FactConsumer;
import social.skein.feature.PeriodicJob;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaUri;
import social.skein.media.MediaFeature;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.timeline.TimelineFeature;

/** A deployment of several instances in this JVM, on real stores that no other test uses. */
public final class TestDeployment implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Longer if a store is killed and restarted throughout the run. */
    private static final Duration SETTLE_TIMEOUT = TIMEOUT.multipliedBy(AvailableStores.FLAKY_STORE.isEmpty() ? 1 : 4);

    private static final String POSTGRES = "SKEIN_POSTGRES_URI";
    private static final String REDIS = "SKEIN_REDIS_URI";
    private static final String KAFKA = "SKEIN_KAFKA_BOOTSTRAP";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestStores.IsolatedStores stores;
    private final Vertx vertx = Vertx.vertx();
    private final List<Skein> instances = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private Redis redis;
    private final Path folder = temporaryFolder();

    private TestDeployment(TestStores.IsolatedStores stores) {
        this.stores = stores;
        settings.putAll(Map.of(
                "SKEIN_HTTP_HOST",
                "127.0.0.1",
                "SKEIN_HTTP_PORT",
                "0",
                "SKEIN_OPS_PORT",
                "0",
                "SKEIN_DOMAIN",
                "skein.test",
                "SKEIN_SCHEME",
                "http",
                "SKEIN_DATA_DIR",
                folder.toString(),
                "SKEIN_POSTGRES_MIGRATE",
                "false",
                "SKEIN_KAFKA_TOPIC_PREFIX",
                stores.topicPrefix()));
        settings.put("SKEIN_AUTH_PASSWORD_GRANT", "true");
        // Two partitions are shared among workers as eight are, and a quarter as expensive to create.
        settings.put("SKEIN_KAFKA_PARTITIONS", "2");
        // Asking ffmpeg takes a second of CPU time at each start.
        settings.put("SKEIN_MEDIA_FFMPEG", "none");
    }

    /** Starts this number of instances, each with all roles. */
    public static TestDeployment withInstances(int instances) {
        TestStores.start(AvailableStores.servers());
        TestDeployment deployment = unstarted();
        for (int i = 0; i < instances; i++) {
            deployment.start(Map.of());
        }
        return deployment;
    }

    /** Creates a deployment without instances. */
    public static TestDeployment unstarted() {
        return new TestDeployment(TestStores.isolated());
    }

    /** Creates a deployment without instances, on a PostgreSQL other than the shared one. */
    public static TestDeployment onPostgres(String uri) {
        return new TestDeployment(TestStores.isolated().withPostgres(uri));
    }

    /** Like {@link #onPostgres}, but the instances create the schema themselves, as the user of the address. */
    public static TestDeployment ownedBy(String uri) {
        TestDeployment deployment = onPostgres(uri);
        deployment.settings.putAll(Map.of(POSTGRES, uri, "SKEIN_POSTGRES_MIGRATE", "true"));
        return deployment;
    }

    /**
     * Starts another instance; {@code overrides} take precedence over the default settings. It connects as the role
     * that cannot change the schema, unless they contain another database address.
     */
    public Skein start(Map<String, String> overrides) {
        if (!overrides.containsKey(POSTGRES)) {
            settings.computeIfAbsent(POSTGRES, first -> AppDatabaseRole.create(stores.postgresUri()));
        }
        if (!overrides.containsKey(REDIS)) {
            settings.computeIfAbsent(
                    REDIS, first -> addressIf(ServerKind.REDIS, () -> AppRedisUser.uriFor(stores.redisUri())));
        }
        if (!overrides.containsKey(KAFKA)) {
            settings.computeIfAbsent(KAFKA, first -> addressIf(ServerKind.KAFKA, stores::kafkaBootstrap));
        }
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(overrides);
        Skein instance = Skein.start(Settings.load(Optional.empty(), all).config(), Progress.silent());
        instances.add(instance);
        return instance;
    }

    private static String addressIf(ServerKind server, Supplier<String> address) {
        return AvailableStores.servers().contains(server) ? address.get() : "none";
    }

    public Skein instance(int number) {
        return instances.get(number);
    }

    public TestStores.IsolatedStores stores() {
        return stores;
    }

    /** Creates an account and signs in at the first instance, with all scopes that a mobile client requests. */
    public Person signUp(String name) {
        return signUp(name, 0);
    }

    public Person signUp(String name, int instance) {
        Skein at = instances.get(instance);
        Blocking.await(
                at.feature(AccountFeature.class)
                        .accounts()
                        .create(new NewAccount(name, name + "@example.org", CheapPasswords.hash(password(name)))),
                TIMEOUT,
                "Signing up " + name);
        return Person.signIn(name, password(name), at.config().http().port());
    }

    static String password(String name) {
        return "correct horse " + name;
    }

    /** Runs a statement and returns the first column of its result. */
    public List<String> sql(String statement) {
        return Jdbc.query(stores.postgres(), statement);
    }

    /**
     * Waits until every fact is handled: the outbox is empty and no role lags. This cannot be determined while a store
     * is down.
     */
    public void settle() {
        try {
            eventually(SETTLE_TIMEOUT, Duration.ofMillis(50), "all facts are handled", this::isSettled);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; facts each role has yet to handle: " + lags(), late);
        }
    }

    private boolean isSettled() {
        try {
            return Blocking.await(
                                            instances
                                                    .get(0)
                                                    .feature(EventLogFeature.class)
                                                    .outbox()
                                                    .backlog(),
                                            TIMEOUT,
                                            "Asking the outbox")
                                    .depth()
                            == 0
                    && lag() == 0;
        } catch (StartupException away) {
            return false;
        }
    }

    /** Runs the periodic job that removes unused uploads. */
    public void sweepMedia() {
        PeriodicJob sweep = instances.get(0).feature(MediaFeature.class).jobs().get(0);
        Blocking.await(sweep.work().get(), TIMEOUT, "Removing unused uploads");
    }

    /** Returns the body of {@code /readyz} at an instance. */
    public JsonObject readiness(int instance) {
        int port = instances.get(instance).config().ops().port();
        HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .build();
        try {
            return new JsonObject(HTTP.send(asked, BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new AssertionError("/readyz", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Stops an instance and removes it from the deployment. */
    public void stop(int number) {
        instances.remove(number).close();
    }

    /**
     * Returns the home timeline of an account in Redis: the watermark, followed by ids. Without Redis, it returns all
     * pages of the timeline from the database instead.
     */
    public List<String> redisTimeline(Person person) {
        if (!AvailableStores.hasRedis()) {
            return readWholeHome(person, 40);
        }
        Response elements =
                redis(Request.cmd(Command.LRANGE).arg(homeKey(person)).arg(0).arg(-1));
        return elements.stream().map(Response::toString).toList();
    }

    /** Removes a post from a live timeline in Redis directly, without Skein. */
    public void removeFromRedisTimeline(Person person, String status) {
        redis(Request.cmd(Command.LREM).arg(homeKey(person)).arg(0).arg(status));
    }

    private static String homeKey(Person person) {
        return "home:{" + SnowflakeIds.shard(Long.parseLong(person.id())) % 64 + "}:" + person.id();
    }

    /** Reads all pages of a home timeline, of this length, with the cursors that the Link header uses. */
    public static List<String> readWholeHome(Person reader, int limit) {
        String path = "/api/v1/timelines/home?limit=" + limit;
        List<String> all = new ArrayList<>();
        List<String> page = reader.ids(path);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = reader.ids(path + "&max_id=" + page.get(page.size() - 1));
        }
        return all;
    }

    /** Discards a timeline and rebuilds it; does nothing without Redis. */
    public void rebuildRedisTimeline(Person person) {
        if (!AvailableStores.hasRedis()) {
            return;
        }
        Blocking.await(
                instances
                        .get(0)
                        .feature(TimelineFeature.class)
                        .rebuilds()
                        .discardAndRebuild(new AccountId(Long.parseLong(person.id()))),
                TIMEOUT,
                "Rebuilding a timeline");
    }

    /** Empties Redis; does nothing without Redis. */
    public void wipeRedis() {
        if (!AvailableStores.hasRedis()) {
            return;
        }
        assertThat(redis(Request.cmd(Command.FLUSHDB)).toString()).isEqualTo("OK");
    }

    /**
     * Reads the home timelines until the first instance has rebuilt this number of timelines since its start; without
     * Redis there are no rebuilds. A rebuild may fail on a busy machine, and only a further read triggers the next.
     */
    public void awaitRebuilds(int number, Person... readers) {
        readHomes(readers);
        if (AvailableStores.hasRedis()) {
            eventually(
                    number + " timelines are live",
                    () -> counter("skein.timeline.rebuilds") >= number || readHomes(readers));
        }
    }

    /** Creates a follower of this author, whose timeline is the first live one of the deployment. */
    public Person followerWithTimeline(String name, Person author) {
        Person follower = signUp(name);
        follower.follows(author);
        settle();
        awaitRebuilds(1, follower);
        return follower;
    }

    /** Returns the current value of a gauge of an instance. */
    public double gauge(int instance, String name) {
        return instances.get(instance).metrics().get(name).gauge().value();
    }

    /** Returns the value of a counter of the first instance, with these tags and their values. */
    public double counter(String name, String... tags) {
        return instances.get(0).metrics().get(name).tags(tags).counter().count();
    }

    private static boolean readHomes(Person... readers) {
        for (Person reader : readers) {
            reader.home();
        }
        return false;
    }

    /** Returns whether the shared cache in Redis has an entry; the kind is "statuses" or "accounts". */
    public boolean isInRedisCache(String kind, String id) {
        String key = "cache:{" + SnowflakeIds.shard(Long.parseLong(id)) % 16 + "}:" + kind + ":" + id;
        return redis(Request.cmd(Command.STRLEN).arg(key)).toInteger() > 32;
    }

    /** Returns the number of statements that the first instance has sent to PostgreSQL through its pool. */
    public long statements() {
        return statements(0);
    }

    public long statements(int instance) {
        return instances.get(instance).metrics().find("vertx.sql.processing.time").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Sends a record to a topic without the outbox, as only a bug or a foreign program would. */
    public void publishRaw(String topic, String key, String value) {
        if (!AvailableStores.hasKafka()) {
            sql("insert into outbox (id, topic, actor_id, payload) select next_id(shard_of(" + key + ")), '" + topic
                    + "', " + key + ", '" + value + "'");
            return;
        }
        KafkaProducer<String, String> producer = Blocking.await(
                new KafkaClients(vertx, KafkaUri.parse(stores.kafkaBootstrap())).producer(),
                TIMEOUT,
                "Making a producer");
        Blocking.await(
                producer.send(KafkaProducerRecord.create(stores.topicPrefix() + "." + topic, key, value)),
                TIMEOUT,
                "Sending to " + topic);
        Blocking.await(producer.close(), TIMEOUT, "Closing the producer");
    }

    /**
     * Restarts the first instance on the same port, with every role at the first fact ever published, which Kafka
     * retains.
     */
    public void replayAllFacts() {
        AvailableStores.assumeKafka();
        int port = instances.get(0).config().http().port();
        List<FactHandler> handlers = instances.get(0).features().consumers().stream()
                .map(FactConsumer::handler)
                .toList();
        stop(0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) stores.kafkaBootstrap()))) {
            List<String> groups = handlers.stream()
                    .map(handler -> stores.topicPrefix() + "." + handler.role())
                    .toList();
            admin.deleteConsumerGroups(groups).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("The roles could not be sent back", failure);
        }
        start(Map.of("SKEIN_HTTP_PORT", Integer.toString(port)));
    }

    /** Returns the names of the roles that subscribe to a topic. */
    public List<String> rolesSubscribedTo(Topic topic) {
        return instances.get(0).features().consumers().stream().map(FactConsumer::handler).toList().stream()
                .filter(handler -> handler.topics().contains(topic))
                .map(FactHandler::role)
                .toList();
    }

    public List<DeadLetters.DeadLetter> deadLetters() {
        return Blocking.await(
                instances.get(0).feature(EventLogFeature.class).deadLetters().pending(0, 100),
                TIMEOUT,
                "Reading the dead letters");
    }

    private Response redis(Request command) {
        if (redis == null) {
            redis = Redis.createClient(vertx, stores.redisUri());
        }
        return Blocking.await(redis.send(command), TIMEOUT, "Asking Redis");
    }

    /** Waits until a condition holds; fails after a timeout. */
    public static void eventually(String what, Callable<Boolean> condition) {
        eventually(TIMEOUT, Duration.ofMillis(20), what, condition);
    }

    private static void eventually(Duration timeout, Duration interval, String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    fail("Timed out waiting until " + what);
                }
                Thread.sleep(interval.toMillis());
            }
        } catch (Exception failure) {
            throw new AssertionError("While waiting until " + what, failure);
        }
    }

    @Override
    public void close() {
        instances.forEach(Skein::close);
        List<String> denied = redisAclDenials();
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        stores.close();
        TestStores.deleteTree(folder);
        assertThat(denied).as("commands that Redis denied to the user skein").isEmpty();
    }

    /** Returns the commands, keys and channels that Redis denied to the user of deployments since the last call. */
    public List<String> redisAclDenials() {
        if (!AvailableStores.hasRedis() || !stores.usesRedis()) {
            return List.of();
        }
        Response refused = redis(Request.cmd(Command.ACL).arg("LOG"));
        redis(Request.cmd(Command.ACL).arg("LOG").arg("RESET"));
        return refused.stream()
                .filter(entry -> entry.get("username").toString().equals("skein"))
                .map(entry -> entry.get("reason") + " " + entry.get("object"))
                .toList();
    }

    private long lag() {
        return lags().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<String, Long> lags() {
        Map<String, Long> lags = new HashMap<>();
        for (FactHandler handler : instances.get(0).features().consumers().stream()
                .map(FactConsumer::handler)
                .toList()) {
            lags.put(
                    handler.role(),
                    Blocking.await(
                                    instances
                                            .get(0)
                                            .feature(EventLogFeature.class)
                                            .log()
                                            .backlog(handler),
                                    TIMEOUT,
                                    "Asking for the lag")
                            .depth());
        }
        return lags;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("skein-deployment-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
