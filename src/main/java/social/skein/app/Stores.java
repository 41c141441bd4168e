package social.skein.app;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import social.skein.config.Config;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.RecordedServers;
import social.skein.embedded.ServerAddresses;
import social.skein.embedded.ServerKind;
import social.skein.kafka.KafkaUri;
import social.skein.ops.Readiness;
import social.skein.redis.RedisUri;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresProbe;
import social.skein.sql.PostgresUri;

/**
 * The addresses of the stores: those of the embedded servers of the data folder, which are started or joined, or the
 * configured ones. Redis and Kafka are optional.
 */
public final class Stores implements AutoCloseable {
    /** The time in which a database that works lets a client sign in. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /** The time for which a process that serves waits for the database before it gives up. */
    private static final Duration SERVE_PATIENCE = Duration.ofSeconds(30);

    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final PostgresUri postgres;
    private final List<PostgresUri> replicas;
    private final Optional<RedisUri> redis;
    private final Optional<KafkaUri> kafka;
    private final Optional<EmbeddedServers> embedded;
    private final DatabaseStart start;

    private Stores(Config config, Optional<EmbeddedServers> embedded, DatabaseStart start) {
        this.start = start;
        this.embedded = embedded;
        Optional<ServerAddresses> local = embedded.map(EmbeddedServers::addresses);
        this.postgres = postgres(config, local);
        this.replicas = config.postgres().replicas().stream()
                .map(uri -> configured("postgres.replicas (SKEIN_POSTGRES_REPLICAS)", uri, PostgresUri::parse))
                .toList();
        this.redis = Optional.of(config.redis().uri())
                .filter(uri -> !config.redis().isDisabled())
                .map(uri -> config.redis().isEmbedded() ? local.orElseThrow().redisUri() : uri)
                .map(uri -> configured("redis.uri (SKEIN_REDIS_URI)", uri, RedisUri::parse));
        this.kafka = Optional.of(config.kafka().bootstrap())
                .filter(brokers -> !config.kafka().isDisabled())
                .map(brokers ->
                        config.kafka().isEmbedded() ? local.orElseThrow().kafkaBootstrap() : brokers)
                .map(brokers -> configured("kafka.bootstrap (SKEIN_KAFKA_BOOTSTRAP)", brokers, KafkaUri::parse));
    }

    /**
     * Determines the addresses of the stores, and starts or joins the embedded servers; blocks until those are ready.
     * An external database that does not answer fails before any server is started.
     */
    public static Stores open(Config config, Progress progress) {
        return open(config, new DatabaseStart(config, Duration.ZERO, progress));
    }

    /** The same for a process that serves: waits for a database that may soon answer. */
    static Stores openToServe(Config config, Progress progress) {
        return open(config, new DatabaseStart(config, SERVE_PATIENCE, progress));
    }

    private static Stores open(Config config, DatabaseStart start) {
        Set<ServerKind> wanted = embeddedServers(config);
        if (!config.postgres().isEmbedded()) {
            start.awaitAnswer(postgres(config, Optional.empty()));
        }
        return new Stores(
                config,
                wanted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(EmbeddedServers.open(config.dataDir(), wanted, start.progress)),
                start);
    }

    /** How to wait for the database at the start. */
    private record DatabaseStart(Config config, Duration patience, Progress progress) {
        /** Fails with a sentence that names the database if it cannot be used. */
        void awaitAnswer(PostgresUri database) {
            PostgresProbe probe = new PostgresProbe(database, ANSWER_TIMEOUT);
            long giveUpAt = System.nanoTime() + patience.toNanos();
            Optional<IllegalStateException> failure = attempt(probe);
            failure.filter(cause -> System.nanoTime() < giveUpAt)
                    .filter(PostgresProbe::isTemporary)
                    .ifPresent(cause -> progress.announce("Waiting for the database: " + cause.getMessage()));
            while (failure.filter(PostgresProbe::isTemporary).isPresent() && System.nanoTime() < giveUpAt) {
                Blocking.sleep(RETRY_DELAY);
                failure = attempt(probe);
            }
            failure.ifPresent(cause -> {
                throw new StartupException(
                        "The database " + database + " cannot be used: " + cause.getMessage() + ". " + advice(), cause);
            });
        }

        private static Optional<IllegalStateException> attempt(PostgresProbe probe) {
            try {
                probe.serverVersion();
                return Optional.empty();
            } catch (IllegalStateException failure) {
                return Optional.of(failure);
            }
        }

        private String advice() {
            return config.postgres().isEmbedded()
                    ? "Its log is " + config.dataDir().resolve("logs").resolve("postgres.log") + "."
                    : "Check that it is running, and postgres.uri (SKEIN_POSTGRES_URI).";
        }
    }

    /**
     * Like {@link #open}, for a command on an existing deployment: fails if nothing has run in the data folder, and
     * announces it if servers have to be started.
     */
    static Stores openExisting(Config config, Progress progress) {
        Set<ServerKind> wanted = embeddedServers(config);
        if (!wanted.isEmpty() && RecordedServers.find(config.dataDir()).isEmpty()) {
            throw new StartupException("Nothing has run in " + config.dataDir()
                    + " yet. Start Skein here first, or set data.dir (SKEIN_DATA_DIR) to its folder");
        }
        announceStart(config, wanted, progress);
        return open(config, progress);
    }

    /** Announces that a command is about to start the servers of the data folder, if they are not running. */
    static void announceStart(Config config, Set<ServerKind> wanted, Progress progress) {
        boolean running = RecordedServers.find(config.dataDir())
                .map(servers -> servers.areRunning(wanted))
                .orElse(false);
        if (!wanted.isEmpty() && !running) {
            progress.announce(
                    "The servers of " + config.dataDir() + " are not running; starting them for this command");
        }
    }

    /**
     * Migrates the database to this version's schema, regardless of the setting {@code postgres.migrate}, and uses no
     * other store; blocks.
     */
    public static void migrate(Config config, Progress progress) {
        DatabaseStart start = new DatabaseStart(config, Duration.ZERO, progress);
        if (!config.postgres().isEmbedded()) {
            apply(postgres(config, Optional.empty()), start);
            return;
        }
        Set<ServerKind> database = EnumSet.of(ServerKind.POSTGRES);
        announceStart(config, database, progress);
        try (EmbeddedServers servers = EmbeddedServers.open(config.dataDir(), database, progress)) {
            apply(postgres(config, Optional.of(servers.addresses())), start);
        }
    }

    private static void apply(PostgresUri database, DatabaseStart start) {
        start.awaitAnswer(database);
        start.progress.step("Migrating the database to this version's schema");
        Migrations.apply(database);
    }

    /** Fails if the database lacks a migration of this version; changes nothing; blocks. */
    void checkSchema() {
        start.awaitAnswer(postgres);
        start.progress.step("Checking that the database has this version's schema");
        Migrations.check(postgres);
    }

    /**
     * Migrates the database to this version's schema, or fails if it has another one and {@code postgres.migrate} is
     * off; blocks.
     */
    void prepareSchema() {
        if (start.config.postgres().migrate()) {
            apply(postgres, start);
        } else {
            checkSchema();
        }
    }

    /** The servers that run in the data folder. */
    public static Set<ServerKind> embeddedServers(Config config) {
        Set<ServerKind> embedded = EnumSet.noneOf(ServerKind.class);
        if (config.postgres().isEmbedded()) {
            embedded.add(ServerKind.POSTGRES);
        }
        if (config.redis().isEmbedded()) {
            embedded.add(ServerKind.REDIS);
        }
        if (config.kafka().isEmbedded()) {
            embedded.add(ServerKind.KAFKA);
        }
        return embedded;
    }

    private static PostgresUri postgres(Config config, Optional<ServerAddresses> local) {
        return config.postgres().isEmbedded()
                ? PostgresUri.parse(local.orElseThrow().postgresUri())
                : configured(
                        "postgres.uri (SKEIN_POSTGRES_URI)", config.postgres().uri(), PostgresUri::parse);
    }

    private static <T> T configured(String setting, String address, Function<String, T> parse) {
        try {
            return parse.apply(address);
        } catch (IllegalArgumentException invalid) {
            throw new StartupException(setting + " cannot be used: " + invalid.getMessage(), invalid);
        }
    }

    /** The host and port of each store, without its credentials. */
    Readiness.StoreAddresses addresses() {
        return new Readiness.StoreAddresses(
                postgres.host() + ":" + postgres.port(),
                redis.map(RedisUri::address),
                kafka.map(KafkaUri::bootstrapServers));
    }

    PostgresUri postgres() {
        return postgres;
    }

    List<PostgresUri> replicas() {
        return replicas;
    }

    Optional<RedisUri> redis() {
        return redis;
    }

    Optional<KafkaUri> kafka() {
        return kafka;
    }

    /** Whether another process of the same data folder runs the embedded servers. */
    boolean joinedServers() {
        return embedded.map(EmbeddedServers::isJoined).orElse(false);
    }

    /** Stops the embedded servers that this process runs. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServers::close);
    }
}
