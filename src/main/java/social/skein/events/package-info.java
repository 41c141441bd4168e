/**
 * The event log. A feature appends a {@link social.skein.events.Fact} to the outbox in its own transaction; the relay
 * moves it to Kafka or, without Kafka, hands it to the roles; the worker of a role handles it with retries and stores
 * it as a dead letter if it keeps failing. Owns the tables {@code outbox}, {@code scheduled_fact} and {@code
 * dead_letter} and every Kafka topic.
 */
@NullMarked
@CheckReturnValue
package social.skein.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
