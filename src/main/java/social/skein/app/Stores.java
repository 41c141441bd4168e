package social.skein.app;

import java.util.List;
import java.util.Optional;
import social.skein.config.Config;
import social.skein.embedded.Addresses;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.sql.PostgresUri;

/**
 * Where the stores are: the embedded servers of the data folder, started or joined, or the addresses that are configured.
 */
public final class Stores implements AutoCloseable {
    private final PostgresUri postgres;
    private final List<PostgresUri> replicas;
    private final String redis;
    private final String kafka;
    private final Optional<EmbeddedServers> embedded;

    private Stores(Config config, Optional<EmbeddedServers> embedded) {
        this.embedded = embedded;
        Optional<Addresses> here = embedded.map(EmbeddedServers::addresses);
        this.postgres = config.postgres().embedded()
                ? PostgresUri.parse(here.orElseThrow().postgresUri())
                : configured(
                        "postgres.uri (SKEIN_POSTGRES_URI)", config.postgres().uri());
        this.replicas = config.postgres().replicas().stream()
                .map(uri -> configured("postgres.replicas (SKEIN_POSTGRES_REPLICAS)", uri))
                .toList();
        this.redis = config.redis().embedded()
                ? here.orElseThrow().redisUri()
                : config.redis().uri();
        this.kafka = config.kafka().embedded()
                ? here.orElseThrow().kafkaBootstrap()
                : config.kafka().bootstrap();
    }

    /** Finds the stores, and starts those that are embedded and not yet running; blocks until they answer. */
    public static Stores open(Config config, Progress progress) {
        boolean any = config.postgres().embedded()
                || config.redis().embedded()
                || config.kafka().embedded();
        return new Stores(
                config, any ? Optional.of(EmbeddedServers.open(config.dataDir(), progress)) : Optional.empty());
    }

    private static PostgresUri configured(String setting, String uri) {
        try {
            return PostgresUri.parse(uri);
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

    String redis() {
        return redis;
    }

    String kafka() {
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
