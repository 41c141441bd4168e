package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.sql.PostgresUri;
import social.skein.support.Jdbc;

/**
 * A streaming replica of a local PostgreSQL, copied with the low-level backup API, since the jar contains no
 * pg_basebackup.
 */
public final class Standby implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Files that are excluded from the copy: the state of the running server. */
    private static final Set<String> SKIPPED = Set.of("postmaster.pid", "postmaster.opts");

    private static final Set<String> CREATED_EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp");

    private final Primary primary;
    private final PostgresLauncher replica;
    private @Nullable ChildProcess process;

    /** A running server: its data folder, port and password. */
    public record Primary(Path data, int port, String password) {
        private PostgresUri uri() {
            return PostgresUri.parse(Standby.localUri(port, password));
        }
    }

    private Standby(Primary primary, PostgresLauncher replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** Creates a replica in an empty folder and starts it. */
    public static Standby create(Primary primary, Path folder) {
        Binaries binaries = Binaries.of(folder);
        int port = new LoopbackPorts().reserve(0);
        Standby standby =
                new Standby(primary, new PostgresLauncher(DataFolder.open(folder), binaries, port, primary.password()));
        standby.cloneFromPrimary();
        return standby;
    }

    public int port() {
        return replica.port();
    }

    public String uri() {
        return localUri(port(), primary.password);
    }

    static String localUri(int port, String password) {
        return "postgresql://skein:" + password + "@127.0.0.1:" + port + "/skein";
    }

    /** Recreates it from the primary and starts it. */
    public void cloneFromPrimary() {
        Path copy = dataFolder(replica);
        Disk.deleteTree(copy);
        try (Connection connection = Jdbc.connect(primary.uri());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('a replica', true)");
            copy(primary.data(), copy);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(copy.resolve("backup_label"), stopped.getString(1));
            }
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=skein password="
                            + primary.password() + "'\n"
                            // It requests its first WAL before the primary can send it, and would retry after 5 s.
                            + "wal_retrieve_retry_interval = 100ms\n",
                    StandardOpenOption.APPEND);
        } catch (IOException | SQLException failure) {
            throw new AssertionError("The replica cannot be created", failure);
        }
        restart();
    }

    /** Restarts it with its data. */
    public void restart() {
        process = launch(replica);
    }

    /** The postmaster and its children. */
    public Stream<ProcessHandle> processes() {
        return ProcessHandle.of(running().pid()).stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()));
    }

    @Override
    public void close() {
        running().kill();
    }

    private ChildProcess running() {
        if (process == null) {
            throw new AssertionError("There is no replica");
        }
        return process;
    }

    static ChildProcess launch(PostgresLauncher server) {
        ChildProcess child = server.launch(Progress.silent());
        Path state = dataFolder(server).resolve("postmaster.pid");
        if (!Polling.until(() -> isReady(state), TIMEOUT)) {
            throw new AssertionError(server.log() + " does not report readiness");
        }
        return child;
    }

    /** A replica that accepts connections reports "standby" instead of "ready". */
    private static boolean isReady(Path state) {
        try {
            List<String> lines = Files.readAllLines(state);
            return lines.size() >= 8
                    && Set.of("ready", "standby").contains(lines.get(7).trim());
        } catch (IOException notYet) {
            return false;
        }
    }

    static Path dataFolder(PostgresLauncher server) {
        return server.folder().root().resolve("postgres");
    }

    /** Files may disappear during the copy; the WAL restores their contents. */
    private static void copy(Path from, Path to) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(path -> isCopied(from.relativize(path))).forEach(found::add);
        }
        for (Path path : found) {
            Path copy = to.resolve(from.relativize(path).toString());
            if (Files.exists(path)) {
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static boolean isCopied(Path path) {
        String top = path.getName(0).toString();
        return !SKIPPED.contains(top) && (path.getNameCount() == 1 || !CREATED_EMPTY.contains(top));
    }
}
