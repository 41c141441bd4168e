package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import social.skein.config.Config;
import social.skein.consistency.CheckResult;
import social.skein.consistency.ConsistencyCheck;
import social.skein.context.Trace;
import social.skein.embedded.Progress;
import social.skein.feature.Feature;
import social.skein.sql.PostgresUri;
import social.skein.timeline.TimelineFeature;

/**
 * The features of a deployment for a command that does one thing and ends: its stores, and neither cluster nor roles. What
 * follows from facts is left to the processes that serve, now or when they start.
 */
public final class CommandContext implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Timelines are read one after the other, some milliseconds each. */
    private static final Duration CHECK_TIMEOUT = Duration.ofMinutes(30);

    private static final long RECHECK_DELAY_SECONDS = 10;

    private final Stores stores;
    private final Backends backends;
    private final Features features;

    private CommandContext(Config config, Stores stores) {
        Trace.register();
        this.stores = stores;
        this.backends =
                Backends.connect(Vertx.vertx(), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), config, stores);
        this.features = new Features(config, backends);
    }

    /** Starts or joins the stores; blocks until they answer and have this version's schema. */
    public static CommandContext open(Config config, Progress progress) {
        Stores stores = Stores.open(config, progress);
        try {
            stores.prepareSchema(config.postgres(), progress);
            return new CommandContext(config, stores);
        } catch (RuntimeException failure) {
            stores.close();
            throw failure;
        }
    }

    /** A feature of the deployment. */
    public <T extends Feature> T feature(Class<T> type) {
        return features.get(type);
    }

    /** Where the database is, for a command that loads it by itself. */
    public PostgresUri postgres() {
        return backends.postgres();
    }

    /** The outcome of what this command does. */
    public <T> T await(Future<T> future, String what) {
        return Blocking.await(future, TIMEOUT, what);
    }

    /** Looks through what the deployment holds: so many of each kind. */
    public List<CheckResult> checkConsistency(int sample) {
        EventLogFeature events = feature(EventLogFeature.class);
        ConsistencyCheck check = new ConsistencyCheck(
                features.platform().db(),
                feature(TimelineFeature.class).gapCheck(),
                events.outbox(),
                events.deadLetters(),
                () -> backends.vertx()
                        .timer(RECHECK_DELAY_SECONDS, TimeUnit.SECONDS)
                        .mapEmpty());
        return Blocking.await(check.run(sample), CHECK_TIMEOUT, "Looking through the data");
    }

    @Override
    public void close() {
        backends.close();
        stores.close();
    }
}
