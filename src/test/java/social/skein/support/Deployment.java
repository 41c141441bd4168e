package social.skein.support;

import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import social.skein.account.SignUp;
import social.skein.app.Skein;
import social.skein.app.Waiting;
import social.skein.config.Settings;
import social.skein.embedded.Progress;
import social.skein.events.FactConsumer;
import social.skein.events.Topic;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaTopics;

/** Instances of one deployment in this JVM, on real stores that nobody else uses. */
public final class Deployment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> ROLES = List.of("fanout", "notify");

    private final Servers.Fresh stores = Servers.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final List<Skein> instances = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final KafkaTopics topics;

    private Deployment() {
        topics = Waiting.on(new KafkaClients(vertx, stores.kafka()).topics(), PATIENCE, "Reaching Kafka");
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
                folder().toString(),
                "SKEIN_POSTGRES_URI",
                stores.postgresUri(),
                "SKEIN_REDIS_URI",
                stores.redisUri(),
                "SKEIN_KAFKA_BOOTSTRAP",
                stores.kafka(),
                "SKEIN_KAFKA_TOPIC_PREFIX",
                stores.prefix()));
        settings.put("SKEIN_AUTH_PASSWORD_GRANT", "true");
    }

    /** So many instances, each with all roles. */
    public static Deployment of(int instances) {
        Deployment deployment = new Deployment();
        for (int i = 0; i < instances; i++) {
            deployment.start(Map.of());
        }
        return deployment;
    }

    /** A deployment nobody has started yet. */
    public static Deployment unstarted() {
        return new Deployment();
    }

    /** Starts one more instance; {@code more} settings go over the usual ones. */
    public Skein start(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        Skein instance = Skein.start(Settings.load(Optional.empty(), all).config(), Progress.silent());
        instances.add(instance);
        return instance;
    }

    public Skein instance(int number) {
        return instances.get(number);
    }

    public Servers.Fresh stores() {
        return stores;
    }

    /** Somebody new, signed in at the first instance with everything a mobile client asks for. */
    public Person signUp(String name) {
        return signUp(name, 0);
    }

    public Person signUp(String name, int instance) {
        Skein at = instances.get(instance);
        Waiting.on(
                at.wiring().signUps().register(new SignUp(name, name + "@example.org", "correct horse " + name)),
                PATIENCE,
                "Signing up " + name);
        return Person.signIn(name, "correct horse " + name, at.config().http().port());
    }

    /** Returns when every fact is handled: the outbox is empty and no role lags. */
    public void settle() {
        eventually(
                "all facts are handled",
                () -> Waiting.on(instances.get(0).wiring().outbox().backlog(), PATIENCE, "Asking the outbox")
                                        .depth()
                                == 0
                        && lag() == 0);
    }

    /** Waits until something holds, and fails when it never does. */
    public static void eventually(String what, Callable<Boolean> holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!holds.call()) {
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
        // Not one column: its end would be told on a context that is closed by then.
        Waiting.on(topics.close(), PATIENCE, "Closing the connection to Kafka");
        Waiting.on(vertx.close(), PATIENCE, "Closing");
    }

    private long lag() {
        long lag = 0;
        for (String role : ROLES) {
            List<Topic> heard =
                    role.equals("fanout") ? List.of(Topic.STATUSES, Topic.FOLLOWS) : List.of(Topic.values());
            lag += Waiting.on(
                    topics.lag(
                            FactConsumer.group(stores.prefix(), role),
                            heard.stream()
                                    .map(topic -> topic.name(stores.prefix()))
                                    .toList()),
                    PATIENCE,
                    "Asking for the lag");
        }
        return lag;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("skein-deployment-");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
