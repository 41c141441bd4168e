package social.skein.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.embedded.ServerAddresses;
import social.skein.sql.PostgresUri;

/** The real PostgreSQL, Redis and Kafka of a test run, as many as its {@link AvailableStores} has, started once and ended with it. */
public final class TestStores {
    private static final EmbeddedServers SERVERS = start();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestStores() {}

    private static EmbeddedServers start() {
        try {
            Path folder = Files.createTempDirectory("skein-test-");
            AppRedisUser.install(folder);
            EmbeddedServers servers = EmbeddedServers.open(folder, AvailableStores.servers(), Progress.silent());
            OutageInjector outages = OutageInjector.start(servers, AvailableStores.FLAKY_STORE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                outages.stop();
                servers.close();
                deleteTree(folder);
            }));
            return servers;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
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

    public static EmbeddedServers embedded() {
        return SERVERS;
    }

    /** Stores that nobody has used: a database and topics of their own, and a Redis database that is empty. */
    public record IsolatedStores(
            PostgresUri postgres, String postgresUri, String redisUri, String kafkaBootstrap, String topicPrefix) {
        /** The same with another PostgreSQL. */
        IsolatedStores withPostgres(String uri) {
            return new IsolatedStores(PostgresUri.parse(uri), uri, redisUri, kafkaBootstrap, topicPrefix);
        }
    }

    /** Stores for one test class. */
    public static IsolatedStores isolated() {
        ServerAddresses addresses = SERVERS.addresses();
        int number = COUNTER.incrementAndGet();
        String name = "test_" + number;
        PostgresUri admin = PostgresUri.parse(addresses.postgresUri());
        String jdbc = "jdbc:postgresql://" + admin.host() + ":" + admin.port() + "/" + admin.database();
        try (Connection connection = DriverManager.getConnection(jdbc, admin.user(), admin.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
        String uri = addresses.postgresUri().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name);
        return new IsolatedStores(
                PostgresUri.parse(uri),
                uri,
                addresses.redisUri().replaceFirst("/?$", "/" + (number % 16)),
                addresses.kafkaBootstrap(),
                name.replace('_', '-'));
    }
}
