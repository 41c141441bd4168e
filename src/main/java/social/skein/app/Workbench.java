package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import social.skein.audit.Audit;
import social.skein.audit.Check;
import social.skein.config.Config;
import social.skein.embedded.Progress;
import social.skein.sql.PostgresUri;
import social.skein.timeline.Gaps;
import social.skein.trace.Trace;

/**
 * The features of a deployment for a command that does one thing and ends: its stores, and neither cluster nor roles. What
 * follows from facts is left to the processes that serve, now or when they start.
 */
public final class Workbench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Timelines are read one after the other, some milliseconds each. */
    private static final Duration AUDIT = Duration.ofMinutes(30);

    private static final long ON_ITS_WAY_SECONDS = 10;

    private final Stores stores;
    private final Backends backends;
    private final Wiring wiring;

    private Workbench(Config config, Stores stores) {
        Trace.register();
        this.stores = stores;
        this.backends =
                Backends.connect(Vertx.vertx(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), config, stores);
        this.wiring = new Wiring(config, backends);
    }

    /** Starts or joins the stores; blocks until they answer and have this version's schema. */
    public static Workbench open(Config config, Progress progress) {
        Stores stores = Stores.open(config, progress);
        try {
            stores.prepare(config.postgres(), progress);
            return new Workbench(config, stores);
        } catch (RuntimeException failure) {
            stores.close();
            throw failure;
        }
    }

    public Wiring wiring() {
        return wiring;
    }

    /** Where the database is, for a command that loads it by itself. */
    public PostgresUri postgres() {
        return backends.postgres();
    }

    /** The outcome of what this command does. */
    public <T> T finish(Future<T> future, String what) {
        return Waiting.on(future, PATIENCE, what);
    }

    /** Looks through what the deployment holds: so many of each kind. */
    public List<Check> audit(int sample) {
        Gaps gaps = new Gaps(wiring.live, wiring.pulled.posts, wiring.pull);
        Audit audit = new Audit(
                wiring.db,
                gaps,
                wiring.outbox,
                wiring.deadLetters(),
                () -> backends.vertx()
                        .timer(ON_ITS_WAY_SECONDS, TimeUnit.SECONDS)
                        .mapEmpty());
        return Waiting.on(audit.of(sample), AUDIT, "Looking through the data");
    }

    @Override
    public void close() {
        backends.close();
        stores.close();
    }
}
