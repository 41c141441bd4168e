package social.skein.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL, Redis and Kafka of one data folder, or a subset of them. The first process that opens the
 * folder runs them, and the others join.
 *
 * <p>When the owner ends, one of the joined processes restarts the servers on the same ports, so that clients only
 * reconnect.
 */
public final class EmbeddedServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final Duration OWNER_START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration WATCHDOG_STOP_TIMEOUT = Duration.ofSeconds(3);
    private static final long CHECK_INTERVAL_MILLIS = 500;
    private static final long RETRY_DELAY_MILLIS = 5_000;

    private final Set<ServerKind> wanted;
    private final DataFolder folder;
    private final Binaries binaries;
    private final Thread watchdog = new Thread(this::watch, "embedded-watchdog");
    private volatile PortsAndPasswords portsAndPasswords = PortsAndPasswords.generate();
    private volatile @Nullable OwnedServers owned;
    private volatile boolean closed;

    private EmbeddedServers(Set<ServerKind> wanted, DataFolder folder, Binaries binaries) {
        this.wanted = wanted;
        this.folder = folder;
        this.binaries = binaries;
    }

    /** Starts the servers of the folder, or joins those of another process; blocks until they are ready. */
    public static EmbeddedServers open(Path dataDir, Set<ServerKind> wanted, Progress progress) {
        DataFolder folder = DataFolder.open(dataDir);
        Binaries binaries = Binaries.of(folder.root());
        EmbeddedServers servers = new EmbeddedServers(wanted, folder, binaries);
        try {
            servers.startOrJoin(progress);
        } catch (EmbeddedServerException failure) {
            folder.close();
            throw failure;
        }
        servers.watchdog.setDaemon(true);
        servers.watchdog.start();
        return servers;
    }

    public ServerAddresses addresses() {
        return portsAndPasswords.addresses();
    }

    /** Whether another process runs the servers; false after a takeover by this one. */
    public boolean isJoined() {
        return owned == null;
    }

    public EmbeddedServer postgres() {
        return requireOwned().get(ServerKind.POSTGRES);
    }

    public EmbeddedServer redis() {
        return requireOwned().get(ServerKind.REDIS);
    }

    public EmbeddedServer kafka() {
        return requireOwned().get(ServerKind.KAFKA);
    }

    /** Stops the servers owned by this process within some seconds; a joined process only detaches. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watchdog.interrupt();
        try {
            // A takeover in progress may take longer; its servers then end with this process.
            watchdog.join(WATCHDOG_STOP_TIMEOUT.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        OwnedServers running = owned;
        if (running != null) {
            running.stop();
            folder.save(portsAndPasswords, "stopped");
        }
        folder.close();
    }

    private void startOrJoin(Progress progress) {
        UnaryOperator<PortsAndPasswords> ports = current -> current.withFreePorts(new LoopbackPorts());
        if (tryBecomeOwner(ports, progress)) {
            return;
        }
        progress.step("Joining the servers of another process in " + folder.root());
        // The owner may end during startup; then this process becomes the owner.
        if (!Polling.until(() -> tryJoin() || tryBecomeOwner(ports, progress), OWNER_START_TIMEOUT)) {
            throw new EmbeddedServerException("Another process runs the servers of " + folder.root()
                    + ", but those needed here (" + names() + ") were not ready within "
                    + OWNER_START_TIMEOUT.toSeconds()
                    + " s; see its logs in " + folder.root().resolve("logs") + ".");
        }
    }

    private String names() {
        return wanted.stream()
                .map(server -> server.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private boolean tryBecomeOwner(UnaryOperator<PortsAndPasswords> ports, Progress progress) {
        if (!folder.tryLock()) {
            return false;
        }
        try {
            start(ports, progress);
            return true;
        } catch (EmbeddedServerException failure) {
            folder.release();
            throw failure;
        }
    }

    private void start(UnaryOperator<PortsAndPasswords> ports, Progress progress) {
        folder.origin().ifPresent(progress::step);
        Optional<PortsAndPasswords> recorded = folder.load();
        if (recorded.isEmpty()) {
            folder.markDatabasePasswordChanged();
        }
        // From here on no other process joins servers of an earlier owner, or of the original of a copied folder.
        folder.save(recorded.orElse(portsAndPasswords), "starting");
        OrphanProcesses orphans = OrphanProcesses.of(folder);
        orphans.awaitExit();
        portsAndPasswords = ports.apply(recorded.orElse(portsAndPasswords));
        folder.save(portsAndPasswords, "starting");
        OwnedServers servers = new OwnedServers(wanted, folder, binaries, portsAndPasswords, orphans);
        servers.start(progress);
        folder.save(portsAndPasswords, "ready");
        owned = servers;
    }

    private boolean tryJoin() {
        Optional<PortsAndPasswords> joined = folder.loadIfReady().filter(ready -> ready.areListening(wanted));
        joined.ifPresent(ready -> portsAndPasswords = ready);
        return joined.isPresent();
    }

    /** Restarts failed servers, or takes over from an owner that ended. Reports each failure once. */
    private void watch() {
        long pause = CHECK_INTERVAL_MILLIS;
        String reported = "";
        while (!closed) {
            try {
                Polling.sleep(pause);
                restartOrTakeOver();
                pause = CHECK_INTERVAL_MILLIS;
                reported = "";
            } catch (RuntimeException failure) {
                pause = RETRY_DELAY_MILLIS;
                String reason = String.valueOf(failure.getMessage());
                if (!closed && !reason.equals(reported)) {
                    log.error("Not all embedded servers are running, attempts continue: {}", reason);
                    reported = reason;
                }
            }
        }
    }

    private void restartOrTakeOver() {
        OwnedServers running = owned;
        if (running != null) {
            running.restartFailed();
        } else if (tryBecomeOwner(current -> current.awaitPortsFree(wanted), Progress.of(log::info))) {
            log.info("Took over the embedded servers from a process that ended");
        }
    }

    private OwnedServers requireOwned() {
        OwnedServers running = owned;
        if (running == null) {
            throw new EmbeddedServerException(
                    "Another process runs the servers of " + folder.root() + "; control them there.");
        }
        return running;
    }
}
