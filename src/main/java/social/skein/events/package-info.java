/**
 * The log of facts. A feature appends a {@link social.skein.events.Fact} to the outbox in its own transaction; the relay
 * moves it to Kafka, or hands it to the roles itself where there is none; a role's worker tries, and puts away what cannot be
 * handled. Owns the tables {@code outbox} and {@code dead_letter} and every Kafka topic.
 */
@NullMarked
@CheckReturnValue
package social.skein.events;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
