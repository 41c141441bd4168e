package social.skein.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL, a Redis and a Kafka broker for one data folder, run by the first process that opens it and joined by all others.
 *
 * <p>When the process that runs them ends, one of those that joined starts them again on the same ports: clients only reconnect.
 */
public final class EmbeddedServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);
    private static final Duration OWNER_STARTS = Duration.ofSeconds(90);
    private static final long GLANCE_MILLIS = 500;
    private static final long AFTER_FAILURE_MILLIS = 5_000;

    private final DataFolder folder;
    private final Binaries binaries;
    private final Progress progress;
    private final Thread keeper = new Thread(this::keep, "embedded-keeper");
    private volatile Picked picked = Picked.fresh();
    private volatile @Nullable Owned owned;
    private volatile boolean closed;

    private EmbeddedServers(DataFolder folder, Binaries binaries, Progress progress) {
        this.folder = folder;
        this.binaries = binaries;
        this.progress = progress;
    }

    /** Starts the servers of the folder, or joins those another process runs; blocks until they answer. */
    public static EmbeddedServers open(Path dataDir, Progress progress) {
        return open(dataDir, Binaries.userCache(), progress);
    }

    /** The same with the servers' programs unpacked elsewhere than in the user's cache. */
    public static EmbeddedServers open(Path dataDir, Path cache, Progress progress) {
        DataFolder folder = DataFolder.open(dataDir);
        Binaries binaries = Binaries.in(cache, folder.root().resolve("cache"));
        EmbeddedServers servers = new EmbeddedServers(folder, binaries, progress);
        try {
            servers.startOrJoin();
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
        return mine().postgres();
    }

    public EmbeddedServer redis() {
        return mine().redis();
    }

    public EmbeddedServer kafka() {
        return mine().kafka();
    }

    /** Stops what this process runs, in good order and within some seconds; a joined process only leaves. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        keeper.interrupt();
        try {
            keeper.join();
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

    private void startOrJoin() {
        if (!Patience.until(() -> own() || join(), OWNER_STARTS)) {
            throw new EmbeddedFailure("Another process runs the servers of " + folder.root()
                    + " but they did not answer within " + OWNER_STARTS.toSeconds()
                    + " s; see its logs in " + folder.root().resolve("logs") + ".");
        }
    }

    private boolean own() {
        if (!folder.tryOwn()) {
            return false;
        }
        try {
            start();
            return true;
        } catch (EmbeddedFailure failure) {
            folder.release();
            throw failure;
        }
    }

    private void start() {
        Survivors survivors = new Survivors(folder.root().resolve("run"));
        survivors.awaitEnd();
        picked = folder.picked().orElseGet(Picked::fresh).onFreePorts(new Ports());
        folder.write(picked, "starting");
        Owned servers = new Owned(folder, binaries, picked, survivors, progress);
        servers.start();
        folder.write(picked, "ready");
        owned = servers;
    }

    private boolean join() {
        Optional<Picked> theirs = folder.ready()
                .filter(ready -> Ports.answers(ready.postgresPort())
                        && Ports.answers(ready.redisPort())
                        && Ports.answers(ready.kafkaPort()));
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
            } catch (EmbeddedFailure failure) {
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
        } else if (own()) {
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
