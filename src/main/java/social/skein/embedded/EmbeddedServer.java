package social.skein.embedded;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the three, started and stopped by itself: what tests of faults, and the keeper of a deployment, turn. */
public final class EmbeddedServer {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

    private final Recipe recipe;
    private final Survivors survivors;
    private @Nullable Child child;
    private boolean wanted;

    EmbeddedServer(Recipe recipe, Survivors survivors) {
        this.recipe = recipe;
        this.survivors = survivors;
    }

    /** Returns when it answers; a server that runs already is left alone. */
    public void start() {
        start(Progress.silent());
    }

    synchronized void start(Progress progress) {
        if (running()) {
            return;
        }
        wanted = true;
        LogTail.turn(recipe.log());
        Child started = recipe.launch(progress);
        child = started;
        survivors.record(recipe.name(), started.pid());
        if (!Patience.until(() -> !started.alive() || recipe.ready(), recipe.patience()) || !started.alive()) {
            EmbeddedFailure failure = failure(started);
            started.stop();
            throw failure;
        }
    }

    /** In good order: what it holds is written, its clients are told. It stays down until started again. */
    public synchronized void stop() {
        wanted = false;
        if (child != null) {
            child.stop();
        }
    }

    /** As a crash would end it, {@code kill -9}. It stays down until started again. */
    public synchronized void kill() {
        wanted = false;
        if (child != null) {
            child.kill();
        }
    }

    public synchronized boolean running() {
        return child != null && child.alive();
    }

    /** The process, for tests that freeze or shoot it behind our back; empty when it is down. */
    public synchronized Optional<Long> pid() {
        return child != null && child.alive() ? Optional.of(child.pid()) : Optional.empty();
    }

    public int port() {
        return recipe.port();
    }

    /** Starts it again if it went down and nobody asked for that. */
    synchronized void revive() {
        if (wanted && !running()) {
            log.warn("The embedded {} is down and is started again; its log is {}", recipe.name(), recipe.log());
            start();
        }
    }

    private EmbeddedFailure failure(Child started) {
        LogTail told = started.log();
        if (told.says("No space left on device")) {
            return new EmbeddedFailure("The disk is full, so the embedded " + recipe.name()
                    + " cannot start; make room below " + recipe.folder().root() + " and start again.");
        }
        if (told.says("ddress already in use")) {
            return new EmbeddedFailure("Another program took port " + recipe.port() + " from the embedded "
                    + recipe.name() + " just now; start again and another port is picked.");
        }
        String how = started.alive()
                ? "did not answer within " + recipe.patience().toSeconds() + " s"
                : "ended while it started";
        return new EmbeddedFailure(String.format(
                Locale.ROOT,
                "The embedded %s %s: %s (the whole story is in %s)",
                recipe.name(),
                how,
                told.essence(),
                recipe.log()));
    }
}
