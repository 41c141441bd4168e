package social.skein.events;

import io.vertx.core.Future;
import social.skein.sql.LeaderLock;

/**
 * How facts get from the outbox to the roles: by way of Kafka, or from the outbox itself where there is no Kafka. Either way a
 * role is told every fact at least once, one actor's in their order, and what it cannot handle becomes a dead letter.
 */
public interface EventLog {
    /** Makes sure of it before anybody relies on it. */
    Future<Void> open();

    /** What moves facts on from the outbox, in one process of all: whose job it is. */
    Future<OutboxRelay> relay(LeaderLock leaderLock);

    /** Brings a role its facts. */
    Worker worker(FactHandler handler);

    /** What a role has yet to handle of what came this far; what is still in the outbox waits there. */
    Future<Backlog> backlog(FactHandler handler);

    /** Whether there is a Kafka; without one the outbox is all there is, and the leader's process must run every role. */
    boolean isKafka();

    /** Succeeds when it answers. */
    Future<?> ping();

    Future<Void> close();
}
