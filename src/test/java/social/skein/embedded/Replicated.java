package social.skein.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of its own with one streaming replica, to which tests do what happens to replicas. The replica is copied the
 * long way round, because the jar carries no pg_basebackup.
 */
public final class Replicated implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a copy must not have: the state of the running server, and a log that the replica streams by itself. */
    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts");

    private static final Set<String> COPIED_EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp");

    private final Path folder;
    private final Postgres primary;
    private final Postgres replica;
    private final Child running;
    private @Nullable Child following;

    private Replicated(Path folder) {
        this.folder = folder;
        Binaries binaries = new Binaries(List.of(Binaries.userCache(), folder.resolve("cache")));
        Ports ports = new Ports();
        this.primary = new Postgres(DataFolder.open(folder.resolve("primary")), binaries, ports.free(0), "secret");
        this.replica = new Postgres(DataFolder.open(folder.resolve("replica")), binaries, ports.free(0), "secret");
        this.running = launch(primary);
    }

    /** Makes both and starts them. */
    public static Replicated start() {
        try {
            Replicated both = new Replicated(Files.createTempDirectory("skein-replicated-"));
            both.follow();
            return both;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public String uri() {
        return uri(primary);
    }

    public String replicaUri() {
        return uri(replica);
    }

    /** What the replica is called in metrics and reports. */
    public String replicaName() {
        return "127.0.0.1:" + replica.port();
    }

    /** Makes the replica anew from the primary, and starts it. */
    public void follow() {
        Path copy = data(replica);
        Disk.deleteTree(copy);
        try (Connection connection = connect(primary);
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('a replica', true)");
            copy(data(primary), copy);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                stopped.next();
                Files.writeString(copy.resolve("backup_label"), stopped.getString(1));
            }
            Files.createFile(copy.resolve("standby.signal"));
            Files.writeString(
                    copy.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=skein password=secret'\n"
                            // It looks for its first bit of log before the primary sends it, and would wait for 5 s.
                            + "wal_retrieve_retry_interval = 100ms\n",
                    StandardOpenOption.APPEND);
        } catch (IOException | SQLException refused) {
            throw new AssertionError("No replica could be made", refused);
        }
        revive();
    }

    /** Starts the replica where it stopped. */
    public void revive() {
        following = launch(replica);
    }

    /** The replica receives, and shows nothing of it. */
    public void pause() {
        onReplica("select pg_wal_replay_pause()");
        Clients.eventually(
                "the replay is paused",
                PATIENCE,
                () -> onReplica("select pg_get_wal_replay_pause_state()").equals("paused"));
    }

    public void resume() {
        onReplica("select pg_wal_replay_resume()");
    }

    /** As a power cut would end it. */
    public void kill() {
        // The server alone would leave processes behind that take seconds to notice.
        signal("KILL");
        following().kill();
    }

    /** Its connections stay open and say nothing. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /** It takes writes from now on, and no longer follows. */
    public void promote() {
        onReplica("select pg_promote()");
    }

    /** Returns when the replica shows all that has been written to the primary by now. */
    public void caughtUp() {
        String position = ask(primary, "select pg_current_wal_insert_lsn()");
        Clients.eventually(
                "the replica has caught up",
                PATIENCE,
                () -> onReplica("select pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                        .equals("t"));
    }

    public String onReplica(String sql) {
        return ask(replica, sql);
    }

    @Override
    public void close() {
        following().kill();
        running.kill();
        Disk.deleteTree(folder);
    }

    private Child following() {
        if (following == null) {
            throw new AssertionError("There is no replica");
        }
        return following;
    }

    private static Child launch(Postgres server) {
        Child child = server.launch(Progress.silent());
        Path state = data(server).resolve("postmaster.pid");
        Clients.eventually(server.log() + " says it is ready", PATIENCE, () -> isReady(state));
        return child;
    }

    /** A replica that can be asked is not ready, but standing by. */
    private static boolean isReady(Path state) {
        try {
            List<String> lines = Files.readAllLines(state);
            return lines.size() >= 8
                    && Set.of("ready", "standby").contains(lines.get(7).trim());
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path data(Postgres server) {
        return server.folder().root().resolve("postgres");
    }

    /** Files come and go while the server runs; what went is in the log. */
    private static void copy(Path from, Path to) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(path -> isCopied(from.relativize(path))).forEach(found::add);
        }
        for (Path path : found) {
            Path copy = to.resolve(from.relativize(path).toString());
            if (Files.exists(path)) {
                Files.copy(path, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static boolean isCopied(Path path) {
        String top = path.getName(0).toString();
        return !NOT_COPIED.contains(top) && (path.getNameCount() == 1 || !COPIED_EMPTY.contains(top));
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        ProcessHandle.of(following().pid())
                .ifPresent(server -> Stream.concat(Stream.of(server), server.descendants())
                        .forEach(process -> command.add(Long.toString(process.pid()))));
        if (!Command.works(command)) {
            throw new AssertionError(String.join(" ", command));
        }
    }

    private static String uri(Postgres server) {
        return "postgresql://skein:secret@127.0.0.1:" + server.port() + "/skein";
    }

    private static Connection connect(Postgres server) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/skein", "skein", "secret");
    }

    private static String ask(Postgres server, String sql) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }
}
