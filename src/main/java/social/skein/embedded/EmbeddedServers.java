package social.skein.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL, a Redis and a Kafka broker for one data folder, or those of them that are wanted, run by the first process that
 * opens it and joined by all others.
 *
 * <p>When the process that runs them ends, one of those that joined starts them again on the same ports: clients only reconnect.
 */
public final class EmbeddedServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final Duration OWNER_STARTS = Duration.ofSeconds(90);
    private static final Duration KEEPER_ENDS = Duration.ofSeconds(3);
    private static final long GLANCE_MILLIS = 500;
    private static final long AFTER_FAILURE_MILLIS = 5_000;

    private final Set<Server> wanted;
    private final DataFolder folder;
    private final Binaries binaries;
    private final Thread keeper = new Thread(this::keep, "embedded-keeper");
    private volatile Picked picked = Picked.fresh();
    private volatile @Nullable Owned owned;
    private volatile boolean closed;

    private EmbeddedServers(Set<Server> wanted, DataFolder folder, Binaries binaries) {
        this.wanted = wanted;
        this.folder = folder;
        this.binaries = binaries;
    }

    /** Starts these servers of the folder, or joins those another process runs; blocks until they answer. */
    public static EmbeddedServers open(Path dataDir, Set<Server> wanted, Progress progress) {
        DataFolder folder = DataFolder.open(dataDir);
        Binaries binaries =
                new Binaries(List.of(Binaries.userCache(), folder.root().resolve("cache")));
        EmbeddedServers servers = new EmbeddedServers(wanted, folder, binaries);
        try {
            servers.startOrJoin(progress);
        } catch (EmbeddedFailure failure) {
            folder.close();
            throw failure;
        }
        servers.keeper.setDaemon(true);
        servers.keeper.start();
        return servers;
    }

    public Addresses addresses() {
        return picked.addresses();
    }

    /** Whether another process runs the servers; becomes false when this one takes over. */
    public boolean joined() {
        return owned == null;
    }

    public EmbeddedServer postgres() {
        return mine().get(Server.POSTGRES);
    }

    public EmbeddedServer redis() {
        return mine().get(Server.REDIS);
    }

    public EmbeddedServer kafka() {
        return mine().get(Server.KAFKA);
    }

    /** Stops what this process runs, in good order and within some seconds; a joined process only leaves. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        keeper.interrupt();
        try {
            // Caught in the middle of a take-over it needs longer; then its servers end with this process.
            keeper.join(KEEPER_ENDS.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Owned running = owned;
        if (running != null) {
            running.stop();
            folder.write(picked, "stopped");
        }
        folder.close();
    }

    private void startOrJoin(Progress progress) {
        UnaryOperator<Picked> ports = before -> before.onFreePorts(new Ports());
        if (own(ports, progress)) {
            return;
        }
        progress.step("Joining the servers that another process runs in " + folder.root());
        // That process may also end while it starts them; then it is our turn.
        if (!Patience.until(() -> join() || own(ports, progress), OWNER_STARTS)) {
            throw new EmbeddedFailure("Another process runs the servers of " + folder.root()
                    + " but those this one needs (" + names() + ") did not answer within " + OWNER_STARTS.toSeconds()
                    + " s; see its logs in " + folder.root().resolve("logs") + ".");
        }
    }

    private String names() {
        return wanted.stream()
                .map(server -> server.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private boolean own(UnaryOperator<Picked> ports, Progress progress) {
        if (!folder.tryOwn()) {
            return false;
        }
        try {
            start(ports, progress);
            return true;
        } catch (EmbeddedFailure failure) {
            folder.release();
            throw failure;
        }
    }

    private void start(UnaryOperator<Picked> ports, Progress progress) {
        Survivors survivors = new Survivors(folder.root().resolve("run"));
        survivors.awaitEnd();
        picked = ports.apply(folder.picked().orElse(picked));
        folder.write(picked, "starting");
        Owned servers = new Owned(wanted, folder, binaries, picked, survivors);
        servers.start(progress);
        folder.write(picked, "ready");
        owned = servers;
    }

    private boolean join() {
        Optional<Picked> theirs = folder.ready().filter(ready -> ready.answer(wanted));
        theirs.ifPresent(ready -> picked = ready);
        return theirs.isPresent();
    }

    /** Starts again what fell over, or takes over from an owner that ended. */
    private void keep() {
        long pause = GLANCE_MILLIS;
        while (!closed) {
            try {
                Patience.pause(pause);
                look();
                pause = GLANCE_MILLIS;
            } catch (RuntimeException failure) {
                pause = AFTER_FAILURE_MILLIS;
                if (!closed) {
                    log.error(
                            "The embedded servers are not all up, the next try is in {} ms: {}",
                            pause,
                            failure.getMessage());
                }
            }
        }
    }

    private void look() {
        Owned running = owned;
        if (running != null) {
            running.revive();
        } else if (own(before -> before.onTheSamePorts(wanted), Progress.of(log::info))) {
            log.info("The process that ran the embedded servers ended; this one runs them now");
        }
    }

    private Owned mine() {
        Owned running = owned;
        if (running == null) {
            throw new EmbeddedFailure("Another process runs the servers of " + folder.root() + "; turn them there.");
        }
        return running;
    }
}
