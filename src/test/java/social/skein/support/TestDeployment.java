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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
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
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaUri;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.signup.SignUpCredentials;
import social.skein.signup.SignUpFeature;
import social.skein.sql.PostgresUri;
import social.skein.timeline.TimelineFeature;

/** Instances of one deployment in this JVM, on real stores that nobody else uses. */
public final class TestDeployment implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Longer where a store comes and goes all the time. */
    private static final Duration SETTLE_TIMEOUT = TIMEOUT.multipliedBy(AvailableStores.FLAKY_STORE.isEmpty() ? 1 : 4);

    private static final String POSTGRES = "SKEIN_POSTGRES_URI";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestStores.IsolatedStores stores;
    private final Vertx vertx = Vertx.vertx();
    private final List<Skein> instances = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Redis redis;
    private final Path folder = temporaryFolder();

    private TestDeployment(TestStores.IsolatedStores stores) {
        this.stores = stores;
        redis = Redis.createClient(vertx, stores.redisUri());
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
                "SKEIN_REDIS_URI",
                AvailableStores.servers().contains(ServerKind.REDIS) ? AppRedisUser.uriFor(stores.redisUri()) : "none",
                "SKEIN_KAFKA_BOOTSTRAP",
                AvailableStores.servers().contains(ServerKind.KAFKA) ? stores.kafkaBootstrap() : "none",
                "SKEIN_KAFKA_TOPIC_PREFIX",
                stores.topicPrefix()));
        settings.put("SKEIN_AUTH_PASSWORD_GRANT", "true");
    }

    /** So many instances, each with all roles. */
    public static TestDeployment withInstances(int instances) {
        TestDeployment deployment = unstarted();
        for (int i = 0; i < instances; i++) {
            deployment.start(Map.of());
        }
        return deployment;
    }

    /** A deployment nobody has started yet. */
    public static TestDeployment unstarted() {
        return new TestDeployment(TestStores.isolated());
    }

    /** A deployment nobody has started yet, on a PostgreSQL that is not the one all others share. */
    public static TestDeployment onPostgres(String uri) {
        return new TestDeployment(TestStores.isolated().withPostgres(uri));
    }

    /** The same, where instances make the schema themselves, as the user of that address. */
    public static TestDeployment ownedBy(String uri) {
        TestDeployment deployment = onPostgres(uri);
        deployment.settings.putAll(Map.of(POSTGRES, uri, "SKEIN_POSTGRES_MIGRATE", "true"));
        return deployment;
    }

    /**
     * Starts one more instance; {@code more} settings go over the usual ones. It serves as the role that can change no table, unless
     * they say another address.
     */
    public Skein start(Map<String, String> overrides) {
        if (!overrides.containsKey(POSTGRES)) {
            settings.computeIfAbsent(POSTGRES, first -> AppDatabaseRole.create(stores.postgresUri()));
        }
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(overrides);
        Skein instance = Skein.start(Settings.load(Optional.empty(), all).config(), Progress.silent());
        instances.add(instance);
        return instance;
    }

    public Skein instance(int number) {
        return instances.get(number);
    }

    public TestStores.IsolatedStores stores() {
        return stores;
    }

    /** Somebody new, signed in at the first instance with everything a mobile client asks for. */
    public Person signUp(String name) {
        return signUp(name, 0);
    }

    public Person signUp(String name, int instance) {
        Skein at = instances.get(instance);
        Blocking.await(
                at.feature(SignUpFeature.class)
                        .operatorSignUp()
                        .register(new SignUpCredentials(name, name + "@example.org", password(name))),
                TIMEOUT,
                "Signing up " + name);
        return Person.signIn(name, password(name), at.config().http().port());
    }

    static String password(String name) {
        return "correct horse " + name;
    }

    /** The first column of what a statement answers. */
    public List<String> sql(String statement) {
        PostgresUri uri = stores.postgres();
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement sql = connection.createStatement()) {
            List<String> found = new ArrayList<>();
            if (sql.execute(statement)) {
                try (ResultSet rows = sql.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        } catch (SQLException refused) {
            throw new AssertionError(statement, refused);
        }
    }

    /** Returns when every fact is handled: the outbox is empty and no role lags. Until a store that is away is back nobody can tell. */
    public void settle() {
        try {
            eventually(SETTLE_TIMEOUT, "all facts are handled", this::isSettled);
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

    /** What {@code /readyz} says at an instance. */
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

    /** Stops an instance and forgets it. */
    public void stop(int number) {
        instances.remove(number).close();
    }

    /**
     * What Redis holds of a person's home timeline: ids, and first the watermark. Without Redis it is what stands in for that:
     * all the pages the database answers.
     */
    public List<String> redisTimeline(Person person) {
        if (!AvailableStores.hasRedis()) {
            return readWholeHome(person, 40);
        }
        Response elements =
                redis(Request.cmd(Command.LRANGE).arg(homeKey(person)).arg(0).arg(-1));
        return elements.stream().map(Response::toString).toList();
    }

    /** Takes a post out of a live timeline behind Skein's back. */
    public void removeFromRedisTimeline(Person person, String status) {
        redis(Request.cmd(Command.LREM).arg(homeKey(person)).arg(0).arg(status));
    }

    private static String homeKey(Person person) {
        return "home:{" + SnowflakeIds.shard(Long.parseLong(person.id())) % 64 + "}:" + person.id();
    }

    /** All pages of a home timeline, so long each, by the cursors of the Link header's kind. */
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

    /** Has a timeline thrown away and built anew, where there is one. */
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

    /** Empties Redis, where there is one. */
    public void wipeRedis() {
        if (!AvailableStores.hasRedis()) {
            return;
        }
        assertThat(redis(Request.cmd(Command.FLUSHDB)).toString()).isEqualTo("OK");
    }

    /**
     * Has people read until so many timelines have been built in the life of the first instance; without Redis there are none.
     * One try may fail where the machine is busy, and only who reads brings about the next.
     */
    public void awaitRebuilds(int number, Person... readers) {
        readHomes(readers);
        if (AvailableStores.hasRedis()) {
            eventually(
                    number + " timelines are live",
                    () -> counter("skein.timeline.rebuilds") >= number || readHomes(readers));
        }
    }

    /** Somebody new, the first of the deployment whose timeline is live, who follows this author. */
    public Person followerWithTimeline(String name, Person author) {
        Person follower = signUp(name);
        follower.follows(author);
        settle();
        awaitRebuilds(1, follower);
        return follower;
    }

    /** What an instance shows operators under this name at the moment. */
    public double gauge(int instance, String name) {
        return instances.get(instance).metrics().get(name).gauge().value();
    }

    /** What the first instance has counted under this name, with these tags and their values. */
    public double counter(String name, String... tags) {
        return instances.get(0).metrics().get(name).tags(tags).counter().count();
    }

    private static boolean readHomes(Person... readers) {
        for (Person reader : readers) {
            reader.home();
        }
        return false;
    }

    /** Whether Redis holds what all instances keep together of something: of "statuses", or of "accounts". */
    public boolean isInRedisCache(String kind, String id) {
        String key = "cache:{" + SnowflakeIds.shard(Long.parseLong(id)) % 16 + "}:" + kind + ":" + id;
        return redis(Request.cmd(Command.STRLEN).arg(key)).toInteger() > 32;
    }

    /** How many statements the first instance has sent to PostgreSQL through its pool. */
    public long statements() {
        return statements(0);
    }

    public long statements(int instance) {
        return instances.get(instance).metrics().find("vertx.sql.processing.time").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Sends something to a topic past the outbox, as only a bug or a stranger would. */
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

    /** Starts the first instance anew, on the same port, with every role at the first fact there ever was: Kafka keeps them. */
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

    /** The names of the roles that are told of a topic. */
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
        return Blocking.await(redis.send(command), TIMEOUT, "Asking Redis");
    }

    /** Waits until something holds, and fails when it never does. */
    public static void eventually(String what, Callable<Boolean> condition) {
        eventually(TIMEOUT, what, condition);
    }

    private static void eventually(Duration timeout, String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    fail("It never came about that " + what);
                }
                Thread.sleep(20);
            }
        } catch (Exception failure) {
            throw new AssertionError("While waiting until " + what, failure);
        }
    }

    @Override
    public void close() {
        instances.forEach(Skein::close);
        List<String> refused = redisAclDenials();
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        TestStores.deleteTree(folder);
        assertThat(refused).as("commands that Redis refused the user skein").isEmpty();
    }

    /** Commands, keys and channels that the user of the deployments was not let near, since somebody last looked. */
    public List<String> redisAclDenials() {
        if (!AvailableStores.hasRedis()) {
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
