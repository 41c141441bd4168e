package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private static final Duration CLEAN_UP_TIMEOUT = Duration.ofSeconds(5);

    private static final long RECHECK_DELAY_SECONDS = 10;

    private final Stores stores;
    private final StoreConnections connections;
    private final Features features;

    private CommandContext(Config config, Stores stores) {
        Trace.register();
        this.stores = stores;
        this.connections = StoreConnections.connectCommand(
                Vertx.vertx(VertxSettings.withoutFileCache()),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                config,
                stores);
        this.features = new Features(config, connections);
    }

    /**
     * Opens the stores of an existing deployment. Creates no data folder and migrates no schema: fails if nothing has
     * run there, or if the database lacks a migration of this version. Blocks.
     */
    public static CommandContext open(Config config, Progress progress) {
        return open(config, Stores.openExisting(config, progress), Stores::checkSchema);
    }

    /**
     * Opens the stores, starting or joining the embedded servers, and creates what is missing; blocks until the
     * database has this version's schema.
     */
    public static CommandContext openOrCreate(Config config, Progress progress) {
        Stores.announceStart(config, Stores.embeddedServers(config), progress);
        return open(config, Stores.open(config, progress), Stores::prepareSchema);
    }

    private static CommandContext open(Config config, Stores stores, Consumer<Stores> schema) {
        try {
            schema.accept(stores);
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
        return connections.postgres();
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
                feature(TimelineFeature.class).unknownStatusCheck(),
                events.outbox(),
                events.deadLetters(),
                () -> connections
                        .vertx()
                        .timer(RECHECK_DELAY_SECONDS, TimeUnit.SECONDS)
                        .mapEmpty());
        return Blocking.await(check.run(sample), CHECK_TIMEOUT, "Checking the consistency of the data");
    }

    /** Waits for work on a medium, which may take as long as the conversion of a video. */
    public <T> T awaitLong(Future<T> future, String step) {
        return Blocking.await(future, CHECK_TIMEOUT, step);
    }

    /** Deletes all home timelines and cached posts and accounts from Redis; returns the number of timelines. */
    public long forgetTimelines() {
        return Blocking.await(new RedisKeyEraser(features).run(), CHECK_TIMEOUT, "Deleting the timelines from Redis");
    }

    /** Waits until the changes of this command are removed from the caches in Redis, then closes the connections. */
    @Override
    public void close() {
        try {
            Blocking.await(
                    features.platform().hints().awaitPreparations().otherwiseEmpty(),
                    CLEAN_UP_TIMEOUT,
                    "Removing the changes from the caches in Redis");
        } finally {
            try {
                connections.close();
            } finally {
                stores.close();
            }
        }
    }
}
