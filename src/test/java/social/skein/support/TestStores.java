package social.skein.support;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import social.skein.app.Blocking;
import social.skein.embedded.EmbeddedServer;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.ServerKind;
import social.skein.sql.Migrations;
import social.skein.sql.PostgresUri;

/**
 * The real PostgreSQL, Redis and Kafka of a test run. Each starts when a test first needs it, and stops when the JVM exits.
 */
public final class TestStores {
    private static final String TEMPLATE_DATABASE = "migrated";
    private static final int REDIS_DATABASES = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Path FOLDER = createFolder();
    private static final Map<ServerKind, EmbeddedServers> RUNNING = new EnumMap<>(ServerKind.class);
    private static OutageInjector outages;
    private static int isolatedCount;

    private TestStores() {}

    private static Path createFolder() {
        try {
            Path folder = Files.createTempDirectory("skein-test-");
            Runtime.getRuntime().addShutdownHook(new Thread(TestStores::stop));
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Starts those of the servers that do not run yet, in parallel. */
    static synchronized void start(Set<ServerKind> kinds) {
        Map<ServerKind, CompletableFuture<EmbeddedServers>> starting = new EnumMap<>(ServerKind.class);
        for (ServerKind kind : kinds) {
            if (!RUNNING.containsKey(kind)) {
                starting.put(kind, CompletableFuture.supplyAsync(() -> open(kind)));
            }
        }
        starting.forEach((kind, servers) -> RUNNING.put(kind, servers.join()));
        if (starting.containsKey(ServerKind.POSTGRES)) {
            authenticateInClearText();
            createTemplate();
        }
        if (outages == null && !AvailableStores.FLAKY_STORE.isEmpty()) {
            outages = OutageInjector.start(AvailableStores.FLAKY_STORE);
        }
    }

    private static EmbeddedServers open(ServerKind kind) {
        try {
            Path folder = Files.createDirectories(FOLDER.resolve(kind.name()));
            if (kind == ServerKind.REDIS) {
                AppRedisUser.install(folder);
            }
            return EmbeddedServers.open(folder, Set.of(kind), Progress.silent());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static synchronized EmbeddedServers running(ServerKind kind) {
        start(Set.of(kind));
        return RUNNING.get(kind);
    }

    private static synchronized void stop() {
        if (outages != null) {
            outages.stop();
        }
        RUNNING.values().parallelStream().forEach(EmbeddedServers::close);
        deleteTree(FOLDER);
    }

    /** Deletes a folder and all that is in it. */
    static void deleteTree(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public static EmbeddedServer redis() {
        return running(ServerKind.REDIS).redis();
    }

    public static EmbeddedServer kafka() {
        return running(ServerKind.KAFKA).kafka();
    }

    /** Stores for one test class, which no other uses. */
    public static IsolatedStores isolated() {
        int number = nextNumber();
        executeAsOwner("create database " + databaseName(number) + " template " + TEMPLATE_DATABASE);
        return new IsolatedStores(withDatabase(databaseName(number)), number);
    }

    private static String databaseName(int number) {
        return "test_" + number;
    }

    private static synchronized int nextNumber() {
        return ++isolatedCount;
    }

    /**
     * Passwords are still checked, but the thousands of connections of the tests save the key derivation of SCRAM, which took
     * 40% of the CPU time of their JVMs.
     */
    private static void authenticateInClearText() {
        Path rules =
                FOLDER.resolve(ServerKind.POSTGRES.name()).resolve("postgres").resolve("pg_hba.conf");
        try {
            Files.writeString(rules, Files.readString(rules).replace("scram-sha-256", "password"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        executeAsOwner("select pg_reload_conf()");
    }

    /** A database with the schema of this version, which is faster to copy than to migrate to. */
    private static void createTemplate() {
        executeAsOwner("create database " + TEMPLATE_DATABASE);
        Migrations.apply(PostgresUri.parse(withDatabase(TEMPLATE_DATABASE)));
    }

    private static void executeAsOwner(String sql) {
        Jdbc.query(PostgresUri.parse(ownerUri()), sql);
    }

    private static String withDatabase(String name) {
        return ownerUri().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name);
    }

    private static String ownerUri() {
        return running(ServerKind.POSTGRES).addresses().postgresUri();
    }

    /**
     * A database with the schema of this version and no rows, an empty Redis database, and topics that do not exist yet. Redis
     * and Kafka start when their address is first asked for.
     */
    public static final class IsolatedStores implements AutoCloseable {
        private final String postgresUri;
        private final int number;
        private String redisUri;

        private IsolatedStores(String postgresUri, int number) {
            this.postgresUri = postgresUri;
            this.number = number;
        }

        /** The same with another PostgreSQL. */
        IsolatedStores withPostgres(String uri) {
            return new IsolatedStores(uri, number);
        }

        public PostgresUri postgres() {
            return PostgresUri.parse(postgresUri);
        }

        public String postgresUri() {
            return postgresUri;
        }

        public synchronized String redisUri() {
            if (redisUri == null) {
                redisUri = running(ServerKind.REDIS)
                        .addresses()
                        .redisUri()
                        .replaceFirst("/?$", "/" + (number % REDIS_DATABASES));
                if (number >= REDIS_DATABASES && AvailableStores.hasRedis()) {
                    flush(redisUri);
                }
            }
            return redisUri;
        }

        private static void flush(String uri) {
            Vertx vertx = Vertx.vertx();
            try {
                Blocking.await(
                        Redis.createClient(vertx, uri).send(Request.cmd(Command.FLUSHDB)),
                        TIMEOUT,
                        "Emptying a Redis database");
            } finally {
                Blocking.await(vertx.close(), TIMEOUT, "Closing");
            }
        }

        /** Whether the address of Redis has been asked for. */
        synchronized boolean usesRedis() {
            return redisUri != null;
        }

        public String kafkaBootstrap() {
            return running(ServerKind.KAFKA).addresses().kafkaBootstrap();
        }

        public String topicPrefix() {
            return "test-" + number;
        }

        /** Drops the database: hundreds of them would take longer to delete than Surefire lets a JVM exit. */
        @Override
        public void close() {
            executeAsOwner("drop database if exists " + databaseName(number) + " with (force)");
        }
    }
}
