package social.skein.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of its own with one streaming replica, to which tests do what happens to replicas. */
public final class Replicated implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PASSWORD = "secret";

    private final Path folder;
    private final Postgres primary;
    private final Child running;
    private final Standby replica;

    private Replicated(Path folder) {
        this.folder = folder;
        Binaries binaries = new Binaries(List.of(Binaries.userCache(), folder.resolve("cache")));
        this.primary =
                new Postgres(DataFolder.open(folder.resolve("primary")), binaries, new Ports().free(0), PASSWORD);
        this.running = Standby.launch(primary);
        this.replica = Standby.of(
                new Standby.Primary(Standby.data(primary), primary.port(), PASSWORD), folder.resolve("replica"));
    }

    /** Makes both and starts them. */
    public static Replicated start() {
        try {
            return new Replicated(Files.createTempDirectory("skein-replicated-"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public String uri() {
        return "postgresql://skein:" + PASSWORD + "@127.0.0.1:" + primary.port() + "/skein";
    }

    public String replicaUri() {
        return replica.uri();
    }

    /** What the replica is called in metrics and reports. */
    public String replicaName() {
        return "127.0.0.1:" + replica.port();
    }

    /** Makes the replica anew from the primary, and starts it. */
    public void follow() {
        replica.follow();
    }

    /** Starts the replica where it stopped. */
    public void revive() {
        replica.revive();
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
        replica.close();
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
        String position = ask(primary.port(), "select pg_current_wal_insert_lsn()");
        Clients.eventually(
                "the replica has caught up",
                PATIENCE,
                () -> onReplica("select pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                        .equals("t"));
    }

    public String onReplica(String sql) {
        return ask(replica.port(), sql);
    }

    @Override
    public void close() {
        replica.close();
        running.kill();
        Disk.deleteTree(folder);
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        replica.processes().forEach(process -> command.add(Long.toString(process.pid())));
        if (!Command.works(command)) {
            throw new AssertionError(String.join(" ", command));
        }
    }

    private static String ask(int port, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/skein", "skein", PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException refused) {
            throw new AssertionError(sql, refused);
        }
    }
}
