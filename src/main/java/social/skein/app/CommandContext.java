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
 * The stores and features of a deployment, for a command. A command neither joins the cluster nor runs roles: serving
 * processes handle the facts that it appends, now or when they start.
 */
public final class CommandContext implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Timelines are read one at a time, a few milliseconds each. */
    private static final Duration CHECK_TIMEOUT = Duration.ofMinutes(30);

    private static final long RECHECK_DELAY_SECONDS = 10;

    private final Stores stores;
    private final Backends backends;
    private final Features features;

    private CommandContext(Config config, Stores stores) {
        Trace.register();
        this.stores = stores;
        this.backends = Backends.connect(
                Vertx.vertx(VertxSettings.withoutFileCache()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                config,
                stores);
        this.features = new Features(config, backends);
    }

    /**
     * Opens the stores, starting or joining the embedded servers; blocks until the database has this version's schema.
     */
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

    /** Returns the feature of this type. */
    public <T extends Feature> T feature(Class<T> type) {
        return features.get(type);
    }

    /** The address of the database, for a command that opens its own connections. */
    public PostgresUri postgres() {
        return backends.postgres();
    }

    /**
     * Waits for the result of an operation.
     *
     * @param step the subject of the error message
     */
    public <T> T await(Future<T> future, String step) {
        return Blocking.await(future, TIMEOUT, step);
    }

    /**
     * Checks the consistency of the stored data.
     *
     * @param sample the number of rows per check
     */
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
        return Blocking.await(check.run(sample), CHECK_TIMEOUT, "Checking the consistency of the data");
    }

    @Override
    public void close() {
        backends.close();
        stores.close();
    }
}
