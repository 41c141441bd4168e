package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;
import social.skein.sql.LeaderStatus;
import social.skein.sql.LeaderStatus.Leader;

/** Which process holds the relay: for the log, the metrics and {@code /readyz} of every process. */
final class RelayMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(RelayMonitor.class);
    private static final double MAX_IDLE_SECONDS = 30;

    /** A new leader reports its first progress within 1.5 s; before, its idle time is that of its predecessor. */
    private static final double MIN_HELD_SECONDS = 5;

    /** Checks, one a second, that find no leader before that is reported: between two leaders there is none. */
    private static final int MIN_VACANT_CHECKS = 3;

    private final LeaderStatus status;
    private final String process;
    private final MultiGauge heldSeconds;
    private Optional<String> loggedLeader = Optional.empty();
    private boolean stalled;
    private int vacantChecks;
    private boolean unreadable;
    private volatile boolean closed;

    /** @param process the name of this process */
    RelayMonitor(LeaderStatus status, String process, MeterRegistry metrics) {
        this.status = status;
        this.process = process;
        this.heldSeconds = MultiGauge.builder("skein.relay.held")
                .description("Time for which the named process has held the relay")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("skein.relay.leader", () -> isLeader() ? 1 : 0)
                .description("1 if this process holds the relay, otherwise 0")
                .register(metrics);
        Gauge.builder(
                        "skein.relay.idle",
                        () -> status.last().map(Leader::idleSeconds).orElse(Double.NaN))
                .description("Time since the relay moved a fact or found none")
                .baseUnit("seconds")
                .register(metrics);
    }

    /**
     * The leader in a report.
     *
     * @param leader the name of a process, or none
     */
    record RelayReport(String leader, double heldSeconds, double idleSeconds) {}

    /** Reads the leader from the database; fails only if the database does not answer. */
    Future<?> check() {
        return status.refresh()
                .onSuccess(leader -> leader.ifPresent(this::observe))
                .onSuccess(leader -> unreadable = false)
                .recover(failure -> failure instanceof Problem.Unavailable || failure instanceof TimeoutException
                        ? Future.failedFuture(failure)
                        : unreadable(failure));
    }

    /** The database answers, but not this query: for example without the right to read the table. */
    private Future<Optional<Leader>> unreadable(Throwable failure) {
        if (!unreadable) {
            LOG.error("The holder of the relay cannot be read from the database: {}", failure.getMessage());
        }
        unreadable = true;
        return Future.succeededFuture(Optional.empty());
    }

    /** Logs no more: in a shutdown this process releases the relay, which is no news. */
    void stop() {
        closed = true;
    }

    private void observe(Leader leader) {
        if (closed) {
            return;
        }
        boolean expired = status.isExpired();
        logLeader(leader, expired);
        logStall(leader);
        heldSeconds.register(
                expired
                        ? List.of()
                        : List.of(MultiGauge.Row.of(Tags.of("leader", leader.holder()), leader.heldSeconds())),
                true);
    }

    /**
     * Logs a new leader once it works: while all processes fail, the relay passes from one to the next, which is no
     * news.
     */
    private void logLeader(Leader leader, boolean expired) {
        vacantChecks = expired ? vacantChecks + 1 : 0;
        if (vacantChecks == MIN_VACANT_CHECKS) {
            LOG.info("No process holds the relay; the last was {}", leader.holder());
            loggedLeader = Optional.empty();
        } else if (!expired && leader.hasProgressed() && !loggedLeader.equals(Optional.of(leader.holder()))) {
            LOG.info("The relay is held by {}{}", leader.holder(), isLeader() ? ", this process" : "");
            loggedLeader = Optional.of(leader.holder());
        }
    }

    private void logStall(Leader leader) {
        boolean stalls = leader.idleSeconds() > MAX_IDLE_SECONDS && leader.heldSeconds() > MIN_HELD_SECONDS;
        if (stalls && !stalled) {
            LOG.warn("The relay is held by {}, which has not moved a fact for {} s", leader.holder(), (long)
                    leader.idleSeconds());
        } else if (stalled && !stalls) {
            LOG.info("The relay moves facts again; it is held by {}", leader.holder());
        }
        stalled = stalls;
    }

    private boolean isLeader() {
        return current().filter(leader -> leader.holder().equals(process)).isPresent();
    }

    private Optional<Leader> current() {
        return status.isExpired() ? Optional.empty() : status.last();
    }

    RelayReport report() {
        return current()
                .map(leader ->
                        new RelayReport(leader.holder(), tenths(leader.heldSeconds()), tenths(leader.idleSeconds())))
                .orElse(new RelayReport("none", 0, 0));
    }

    private static double tenths(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
