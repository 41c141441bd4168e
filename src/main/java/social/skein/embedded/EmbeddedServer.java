package social.skein.embedded;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the three, started and stopped by itself: what tests of faults, and the keeper of a deployment, turn. */
public final class EmbeddedServer {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    private final ServerLauncher launcher;
    private final OrphanProcesses orphans;
    private @Nullable ChildProcess child;
    private boolean shouldRun;

    EmbeddedServer(ServerLauncher recipe, OrphanProcesses survivors) {
        this.launcher = recipe;
        this.orphans = survivors;
    }

    /** Returns when it answers; a server that runs already is left alone. */
    public void start() {
        start(Progress.silent());
    }

    synchronized void start(Progress progress) {
        if (isRunning()) {
            return;
        }
        shouldRun = true;
        LogTail.rotate(launcher.log());
        ChildProcess started = launcher.launch(progress);
        child = started;
        orphans.record(launcher.name(), started.pid());
        if (!Polling.until(() -> !started.isAlive() || launcher.isReady(), launcher.startTimeout())
                || !started.isAlive()) {
            EmbeddedServerException failure = startFailure(started);
            started.stop();
            throw failure;
        }
    }

    /** In good order: what it holds is written, its clients are told. It stays down until started again. */
    public synchronized void stop() {
        shouldRun = false;
        if (child != null) {
            child.stop();
        }
    }

    /** As a crash would end it, {@code kill -9}. It stays down until started again. */
    public synchronized void kill() {
        shouldRun = false;
        if (child != null) {
            child.kill();
        }
    }

    public synchronized boolean isRunning() {
        return child != null && child.isAlive();
    }

    /** The process, for tests that freeze or shoot it behind our back; empty when it is down. */
    public synchronized Optional<Long> pid() {
        return child != null && child.isAlive() ? Optional.of(child.pid()) : Optional.empty();
    }

    public int port() {
        return launcher.port();
    }

    /** Starts it again if it went down and nobody asked for that. */
    synchronized void restartIfDown() {
        if (shouldRun && !isRunning()) {
            log.warn("The embedded {} is down and is started again; its log is {}", launcher.name(), launcher.log());
            start();
        }
    }

    private EmbeddedServerException startFailure(ChildProcess started) {
        LogTail told = started.logTail();
        if (told.contains("No space left on device")) {
            return new EmbeddedServerException("The disk is full, so the embedded " + launcher.name()
                    + " cannot start; make room below " + launcher.folder().root() + " and start again.");
        }
        if (told.contains("ddress already in use")) {
            return new EmbeddedServerException("Another program took port " + launcher.port() + " from the embedded "
                    + launcher.name() + " just now; start again and another port is picked.");
        }
        String how = started.isAlive()
                ? "did not answer within " + launcher.startTimeout().toSeconds() + " s"
                : "ended while it started";
        return new EmbeddedServerException(String.format(
                Locale.ROOT,
                "The embedded %s %s: %s (the whole story is in %s)",
                launcher.name(),
                how,
                told.summary(),
                launcher.log()));
    }
}
