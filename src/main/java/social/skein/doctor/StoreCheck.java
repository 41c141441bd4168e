package social.skein.doctor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import social.skein.app.Blocking;
import social.skein.app.Stores;
import social.skein.config.Config;
import social.skein.config.SecretMasker;
import social.skein.embedded.RecordedServers;
import social.skein.embedded.ServerAddresses;
import social.skein.embedded.ServerKind;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaUri;
import social.skein.redis.RedisProbe;
import social.skein.redis.RedisUri;
import social.skein.sql.PostgresProbe;
import social.skein.sql.PostgresUri;

/** Signs in to each store and runs a statement there, all at the same time and each within a time limit. */
final class StoreCheck {
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** A client of Kafka that reached no broker takes this long to close. */
    private static final long CLOSE_MILLIS = 2_500;

    private static final String ADVICE =
            "Check that it is running, its address and password, and that no firewall blocks this machine.";

    private static final String CREDENTIALS_ADVICE = "Check the user and the password in its address.";

    /** The words of PostgreSQL, Redis and Kafka for a wrong user or password. */
    private static final Pattern CREDENTIALS = Pattern.compile("(?i)password|WRONGPASS|NOAUTH|authentication");

    private final Config config;
    private final Vertx vertx;
    private final Optional<RecordedServers> embedded;

    StoreCheck(Config config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.embedded = RecordedServers.find(config.dataDir());
    }

    /** A store that is being queried; its answer completes within the time limit. */
    private record Query(String store, Future<String> answer) {}

    List<Finding> check() {
        List<Query> queries = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (ServerKind server : Stores.embeddedServers(config)) {
            if (isListening(server)) {
                queries.add(queryEmbedded(server));
            } else {
                findings.add(notRunning(server));
            }
        }
        queries.addAll(queryConfigured());
        queries.forEach(query -> findings.add(await(query)));
        return findings;
    }

    private boolean isListening(ServerKind server) {
        return embedded.map(servers -> servers.isListening(server)).orElse(false);
    }

    /** A server that is down while others of its folder run has failed; otherwise the folder is merely not in use. */
    private Finding notRunning(ServerKind server) {
        String name = embeddedName(server);
        return Stores.embeddedServers(config).stream().anyMatch(this::isListening)
                ? Finding.fail(name + " is down", "See " + config.dataDir().resolve("logs") + ".")
                : Finding.ok(name + " is not running; serve starts it");
    }

    private String embeddedName(ServerKind server) {
        return "The embedded " + server.productName() + " of " + config.dataDir();
    }

    private Query queryEmbedded(ServerKind server) {
        ServerAddresses addresses = embedded.orElseThrow().addresses();
        String name = embeddedName(server);
        return switch (server) {
            case POSTGRES -> {
                PostgresUri uri = PostgresUri.parse(addresses.postgresUri());
                yield query(name + " at " + uri.host() + ":" + uri.port(), () -> postgres(uri));
            }
            case REDIS ->
                query(name + " at " + addresses.redisUri().replaceFirst("^.*@", ""), () -> redis(addresses.redisUri()));
            case KAFKA -> query(name + " at " + addresses.kafkaBootstrap(), () -> kafka(addresses.kafkaBootstrap()));
        };
    }

    private List<Query> queryConfigured() {
        List<Query> queries = new ArrayList<>();
        if (!config.postgres().isEmbedded()) {
            String uri = config.postgres().uri();
            queries.add(query("postgres.uri " + SecretMasker.redact(uri), () -> postgres(PostgresUri.parse(uri))));
        }
        config.postgres()
                .replicas()
                .forEach(uri -> queries.add(query(
                        "postgres.replicas " + SecretMasker.redact(uri), () -> postgres(PostgresUri.parse(uri)))));
        if (!config.redis().isEmbedded() && !config.redis().isDisabled()) {
            String uri = config.redis().uri();
            queries.add(query("redis.uri " + SecretMasker.redact(uri), () -> redis(uri)));
        }
        if (!config.kafka().isEmbedded() && !config.kafka().isDisabled()) {
            String brokers = config.kafka().bootstrap();
            queries.add(query("kafka.bootstrap " + SecretMasker.redact(brokers), () -> kafka(brokers)));
        }
        return queries;
    }

    /** An invalid address fails the query like a store that refuses it. */
    private static Query query(String store, Supplier<Future<String>> question) {
        Future<String> answer = Future.succeededFuture(question)
                .compose(Supplier::get)
                .timeout(TIMEOUT.toMillis() + CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        return new Query(store, answer);
    }

    private Future<String> postgres(PostgresUri uri) {
        return vertx.executeBlocking(
                        () -> "PostgreSQL " + new PostgresProbe(uri, TIMEOUT).serverVersion() + ", signed in as "
                                + uri.user(),
                        false)
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<String> redis(String uri) {
        return RedisProbe.ping(vertx, RedisUri.parse(uri))
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(pong -> "Redis, " + pong);
    }

    /** Completes after the client is closed, which an unreachable broker must not leave running. */
    private Future<String> kafka(String brokers) {
        return new KafkaClients(vertx, KafkaUri.parse(brokers))
                .admin()
                .compose(admin -> admin.listTopics(TIMEOUT).eventually(admin::close))
                .map(topics -> "Kafka, " + topics.size() + " topics");
    }

    private static Finding await(Query query) {
        return Blocking.await(
                query.answer()
                        .map(answer -> Finding.ok(query.store() + " answers: " + answer))
                        .otherwise(failure -> failed(query.store(), failure)),
                TIMEOUT.multipliedBy(4),
                "Querying " + query.store());
    }

    private static Finding failed(String store, Throwable failure) {
        if (isTimeout(failure)) {
            return Finding.fail(store + " does not answer within " + TIMEOUT.toSeconds() + " s", ADVICE);
        }
        String reason = reason(failure);
        return Finding.fail(
                store + " cannot be used: " + reason,
                CREDENTIALS.matcher(reason).find() ? CREDENTIALS_ADVICE : ADVICE);
    }

    /** The message as a clause. Kafka wraps it in a failure that only says what was tried. */
    private static String reason(Throwable failure) {
        Throwable named =
                failure instanceof KafkaException && failure.getCause() != null ? failure.getCause() : failure;
        return SecretMasker.redact(String.valueOf(named.getMessage()))
                .replace("No resolvable bootstrap urls given in bootstrap.servers", "no host name can be resolved")
                .replaceFirst("[.\\s]+$", "");
    }

    /** Kafka's own timeout also means that no broker could be reached. */
    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                return true;
            }
        }
        return false;
    }
}
