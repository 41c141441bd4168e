package social.skein.events;

import io.vertx.core.Future;
import social.skein.sql.LeaderLease;

/**
 * Delivers facts from the outbox to the roles, through Kafka or, without Kafka, directly. Either way each role gets
 * every fact at least once, those of one actor in order, and a fact that it cannot handle becomes a dead letter.
 */
public interface EventLog {
    /** Prepares the log; call it before anything else. */
    Future<Void> open();

    /** The relay, which moves facts out of the outbox in the one process that holds the lease. */
    Future<OutboxRelay> relay(LeaderLease lease);

    /** A worker that delivers facts to a role. */
    Worker worker(FactHandler handler);

    /** The facts that a role has not handled yet. With Kafka, those still in the outbox are not included. */
    Future<Backlog> backlog(FactHandler handler);

    /** Whether the log uses Kafka. Without it, the process that holds the relay's lease must run every role. */
    boolean isKafka();

    /** Succeeds if the log is reachable. */
    Future<?> ping();

    Future<Void> close();
}
