/**
 * The log of facts. A feature appends a {@link social.skein.events.Fact} to the outbox in its own transaction; the relay
 * moves it to Kafka; a role's consumer hands it to that role, retries, and puts away what cannot be handled. Owns the
 * tables {@code outbox} and {@code dead_letter} and every Kafka topic.
 */
@NullMarked
@CheckReturnValue
package social.skein.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
