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
import social.skein.embedded.Addresses;
import social.skein.embedded.EmbeddedServers;
import social.skein.embedded.Progress;
import social.skein.sql.PostgresUri;

/** The real PostgreSQL, Redis and Kafka of a test run, as many as its {@link Rung} has, started once and ended with it. */
public final class Servers {
    private static final EmbeddedServers SERVERS = start();
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Servers() {}

    private static EmbeddedServers start() {
        try {
            Path folder = Files.createTempDirectory("skein-test-");
            ServingUser.in(folder);
            EmbeddedServers servers = EmbeddedServers.open(folder, Rung.servers(), Progress.silent());
            Outages outages = Outages.of(servers, Rung.LOSES);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                outages.end();
                servers.close();
                delete(folder);
            }));
            return servers;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public static EmbeddedServers all() {
        return SERVERS;
    }

    /** Stores that nobody has used: a database and topics of their own, and a Redis database that is empty. */
    public record Fresh(PostgresUri postgres, String postgresUri, String redisUri, String kafka, String prefix) {
        /** The same with another PostgreSQL. */
        Fresh on(String uri) {
            return new Fresh(PostgresUri.parse(uri), uri, redisUri, kafka, prefix);
        }
    }

    /** Stores for one test class. */
    public static Fresh fresh() {
        Addresses addresses = SERVERS.addresses();
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
        return new Fresh(
                PostgresUri.parse(uri),
                uri,
                addresses.redisUri().replaceFirst("/?$", "/" + (number % 16)),
                addresses.kafkaBootstrap(),
                name.replace('_', '-'));
    }
}
