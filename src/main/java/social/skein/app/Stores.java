package social.skein.app;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import social.skein.config.Config;
import social.skein.embedded.Addresses;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.Server;
import social.skein.kafka.Brokers;
import social.skein.redis.RedisUri;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresUri;

/**
 * Where the stores are: the embedded servers of the data folder, started or joined, or the addresses that are configured.
 * Redis and Kafka may be nowhere.
 */
public final class Stores implements AutoCloseable {
    private final PostgresUri postgres;
    private final List<PostgresUri> replicas;
    private final Optional<RedisUri> redis;
    private final Optional<Brokers> kafka;
    private final Optional<EmbeddedServers> embedded;

    private Stores(Config config, Optional<EmbeddedServers> embedded) {
        this.embedded = embedded;
        Optional<Addresses> here = embedded.map(EmbeddedServers::addresses);
        this.postgres = postgres(config, here);
        this.replicas = config.postgres().replicas().stream()
                .map(uri -> configured("postgres.replicas (SKEIN_POSTGRES_REPLICAS)", uri, PostgresUri::parse))
                .toList();
        this.redis = Optional.of(config.redis().uri())
                .filter(uri -> !config.redis().none())
                .map(uri -> config.redis().embedded() ? here.orElseThrow().redisUri() : uri)
                .map(uri -> configured("redis.uri (SKEIN_REDIS_URI)", uri, RedisUri::parse));
        this.kafka = Optional.of(config.kafka().bootstrap())
                .filter(brokers -> !config.kafka().none())
                .map(brokers -> config.kafka().embedded() ? here.orElseThrow().kafkaBootstrap() : brokers)
                .map(brokers -> configured("kafka.bootstrap (SKEIN_KAFKA_BOOTSTRAP)", brokers, Brokers::parse));
    }

    /** Finds the stores, and starts those that are embedded and not yet running; blocks until they answer. */
    public static Stores open(Config config, Progress progress) {
        Set<Server> wanted = embedded(config);
        return new Stores(
                config,
                wanted.isEmpty()
                        ? Optional.empty()
                        : Optional.of(EmbeddedServers.open(config.dataDir(), wanted, progress)));
    }

    /**
     * Brings the database to this version's schema, whatever the settings say of who does so, and touches no other store; blocks.
     */
    public static void migrate(Config config, Progress progress) {
        if (!config.postgres().embedded()) {
            apply(postgres(config, Optional.empty()), progress);
            return;
        }
        try (EmbeddedServers servers = EmbeddedServers.open(config.dataDir(), EnumSet.of(Server.POSTGRES), progress)) {
            apply(postgres(config, Optional.of(servers.addresses())), progress);
        }
    }

    private static void apply(PostgresUri database, Progress progress) {
        progress.step("Bringing the database to this version's schema");
        Migrations.apply(database);
    }

    /** Sees to it that the database has this version's schema, or that nobody starts; blocks. */
    void prepare(Config.Postgres config, Progress progress) {
        if (config.migrate()) {
            apply(postgres, progress);
        } else {
            progress.step("Looking whether the database has this version's schema");
            Migrations.check(postgres);
        }
    }

    /** Which of the servers run in the data folder. */
    public static Set<Server> embedded(Config config) {
        Set<Server> embedded = EnumSet.noneOf(Server.class);
        if (config.postgres().embedded()) {
            embedded.add(Server.POSTGRES);
        }
        if (config.redis().embedded()) {
            embedded.add(Server.REDIS);
        }
        if (config.kafka().embedded()) {
            embedded.add(Server.KAFKA);
        }
        return embedded;
    }

    private static PostgresUri postgres(Config config, Optional<Addresses> here) {
        return config.postgres().embedded()
                ? PostgresUri.parse(here.orElseThrow().postgresUri())
                : configured(
                        "postgres.uri (SKEIN_POSTGRES_URI)", config.postgres().uri(), PostgresUri::parse);
    }

    private static <T> T configured(String setting, String address, Function<String, T> parse) {
        try {
            return parse.apply(address);
        } catch (IllegalArgumentException wrong) {
            throw new StartFailure(setting + " cannot be used: " + wrong.getMessage(), wrong);
        }
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

    Optional<Brokers> kafka() {
        return kafka;
    }

    /** Whether another process of the same data folder runs the embedded servers. */
    boolean joined() {
        return embedded.map(EmbeddedServers::joined).orElse(false);
    }

    /** Stops the servers this process runs. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServers::close);
    }
}
