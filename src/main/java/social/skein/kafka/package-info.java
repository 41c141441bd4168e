/**
 * Access to Kafka: broker addresses, producers, consumers, topics and consumer lag.
 */
@NullMarked
@CheckReturnValue
package social.skein.kafka;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
