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

    private final PostgresUri postgres;
    private final List<PostgresUri> replicas;
    private final Optional<RedisUri> redis;
    private final Optional<KafkaUri> kafka;
    private final Optional<EmbeddedServers> embedded;

    private Stores(Config config, Optional<EmbeddedServers> embedded) {
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
        Set<ServerKind> wanted = embeddedServers(config);
        if (!config.postgres().isEmbedded()) {
            requireAnswer(postgres(config, Optional.empty()));
        }
        return new Stores(
                config,
                wanted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(EmbeddedServers.open(config.dataDir(), wanted, progress)));
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
        if (!config.postgres().isEmbedded()) {
            apply(postgres(config, Optional.empty()), progress);
            return;
        }
        Set<ServerKind> database = EnumSet.of(ServerKind.POSTGRES);
        announceStart(config, database, progress);
        try (EmbeddedServers servers = EmbeddedServers.open(config.dataDir(), database, progress)) {
            apply(postgres(config, Optional.of(servers.addresses())), progress);
        }
    }

    private static void apply(PostgresUri database, Progress progress) {
        requireAnswer(database);
        progress.step("Migrating the database to this version's schema");
        Migrations.apply(database);
    }

    private static void requireAnswer(PostgresUri database) {
        new PostgresProbe(database, ANSWER_TIMEOUT).requireAnswer();
    }

    /** Fails if the database lacks a migration of this version; changes nothing; blocks. */
    void checkSchema(Progress progress) {
        requireAnswer(postgres);
        progress.step("Checking that the database has this version's schema");
        Migrations.check(postgres);
    }

    /**
     * Migrates the database to this version's schema, or fails if it has another one and {@code postgres.migrate} is
     * off; blocks.
     */
    void prepareSchema(Config.Postgres config, Progress progress) {
        if (config.migrate()) {
            apply(postgres, progress);
        } else {
            checkSchema(progress);
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
