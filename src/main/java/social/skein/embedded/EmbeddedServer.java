package social.skein.embedded;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One embedded server, which can be started and stopped on its own, by the watchdog or by fault tests. */
public final class EmbeddedServer {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    private final ServerLauncher launcher;
    private final OrphanProcesses orphans;
    private @Nullable ChildProcess child;
    private boolean shouldRun;
    private final OutageTracker outage = new OutageTracker(System::nanoTime);

    EmbeddedServer(ServerLauncher launcher, OrphanProcesses orphans) {
        this.launcher = launcher;
        this.orphans = orphans;
    }

    /** Starts the server and waits until it is ready; a no-op if it runs. */
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
        orphans.record(launcher, started.pid());
        if (!Polling.until(() -> !started.isAlive() || launcher.isReady(), launcher.startTimeout())
                || !started.isAlive()) {
            EmbeddedServerException failure = startFailure(started);
            started.stop();
            throw failure;
        }
    }

    /** Shuts the server down cleanly. It stays down until it is started again. */
    public synchronized void stop() {
        shouldRun = false;
        if (child != null) {
            child.stop();
        }
    }

    /** Kills the server like {@code kill -9}. It stays down until it is started again. */
    public synchronized void kill() {
        shouldRun = false;
        if (child != null) {
            child.kill();
        }
    }

    public synchronized boolean isRunning() {
        return child != null && child.isAlive();
    }

    /** The pid, for tests that freeze or kill the process directly; empty if it is down. */
    public synchronized Optional<Long> pid() {
        return child != null && child.isAlive() ? Optional.of(child.pid()) : Optional.empty();
    }

    public int port() {
        return launcher.port();
    }

    /** Restarts the server if it ended without being stopped. Reports the outage once, and once when it is over. */
    synchronized void restartIfDown() {
        if (shouldRun && !isRunning()) {
            if (outage.begin()) {
                log.warn("The embedded {} is down; restarting it; see its log {}", launcher.name(), launcher.log());
            }
            start();
        } else if (shouldRun && outage.isOver()) {
            log.info("The embedded {} is running again", launcher.name());
        }
    }

    private EmbeddedServerException startFailure(ChildProcess started) {
        LogTail logTail = started.logTail();
        Optional<String> knownCause =
                StartFailureAnalyzer.knownCause(logTail, launcher.folder().root());
        if (knownCause.isPresent()) {
            return new EmbeddedServerException(knownCause.get());
        }
        if (logTail.contains("ddress already in use")) {
            return new EmbeddedServerException("Another program took port " + launcher.port() + " of the embedded "
                    + launcher.name() + "; start again to use another port.");
        }
        String outcome = started.isAlive()
                ? "was not ready within " + launcher.startTimeout().toSeconds() + " s"
                : "ended during startup";
        return new EmbeddedServerException(String.format(
                Locale.ROOT,
                "The embedded %s %s: %s (full log: %s)",
                launcher.name(),
                outcome,
                logTail.summary(),
                launcher.log()));
    }
}
