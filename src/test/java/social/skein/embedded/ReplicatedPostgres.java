package social.skein.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import social.skein.sql.PostgresUri;
import social.skein.support.Jdbc;

/** A separate PostgreSQL with one streaming replica, for fault tests. */
public final class ReplicatedPostgres implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PASSWORD = "secret";

    private final Path folder;
    private final PostgresLauncher primary;
    private final ChildProcess primaryProcess;
    private final Standby standby;

    private ReplicatedPostgres(Path folder) {
        this.folder = folder;
        Binaries binaries = Binaries.of(folder);
        this.primary = new PostgresLauncher(
                DataFolder.open(folder.resolve("primary")), binaries, new LoopbackPorts().reserve(0), PASSWORD);
        this.primaryProcess = Standby.launch(primary);
        this.standby = Standby.create(
                new Standby.Primary(Standby.dataFolder(primary), primary.port(), PASSWORD), folder.resolve("replica"));
    }

    /** Creates and starts both. */
    public static ReplicatedPostgres start() {
        try {
            return new ReplicatedPostgres(Files.createTempDirectory("skein-replicated-"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public String uri() {
        return Standby.localUri(primary.port(), PASSWORD);
    }

    public String replicaUri() {
        return standby.uri();
    }

    /** The name of the replica in metrics and reports. */
    public String replicaName() {
        return "127.0.0.1:" + standby.port();
    }

    /** Recreates the replica from the primary and starts it. */
    public void rebuildReplica() {
        standby.cloneFromPrimary();
    }

    /** Restarts the replica with its data. */
    public void restartReplica() {
        standby.restart();
    }

    /** Pauses WAL replay: the replica receives changes but does not show them. */
    public void pauseReplay() {
        queryReplica("select pg_wal_replay_pause()");
        StoreClients.eventually(
                "the replay is paused",
                TIMEOUT,
                () -> queryReplica("select pg_get_wal_replay_pause_state()").equals("paused"));
    }

    public void resumeReplay() {
        queryReplica("select pg_wal_replay_resume()");
    }

    /** Kills the replica like a power failure. */
    public void killReplica() {
        // Killing only the postmaster would leave child processes that take seconds to notice.
        signalReplica("KILL");
        standby.close();
    }

    /** Freezes the replica: its connections stay open and hang. */
    public void freezeReplica() {
        signalReplica("STOP");
    }

    public void unfreezeReplica() {
        signalReplica("CONT");
    }

    /** Promotes the replica: it accepts writes and no longer replicates. */
    public void promoteReplica() {
        queryReplica("select pg_promote()");
    }

    /** Waits until the replica shows everything written to the primary so far. */
    public void awaitCaughtUp() {
        String position = query(primary.port(), "select pg_current_wal_insert_lsn()");
        StoreClients.eventually(
                "the replica has caught up",
                TIMEOUT,
                () -> queryReplica("select pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                        .equals("t"));
    }

    public String queryReplica(String sql) {
        return query(standby.port(), sql);
    }

    @Override
    public void close() {
        standby.close();
        primaryProcess.kill();
        Disk.deleteTree(folder);
    }

    private void signalReplica(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        standby.processes().forEach(process -> command.add(Long.toString(process.pid())));
        if (!SystemCommand.succeeds(command)) {
            throw new AssertionError(String.join(" ", command));
        }
    }

    private static String query(int port, String sql) {
        List<String> values = Jdbc.query(PostgresUri.parse(Standby.localUri(port, PASSWORD)), sql);
        return values.isEmpty() ? "" : values.get(0);
    }
}
