/**
 * The way to Kafka: how its producers, consumers and topics are made.
 */
@NullMarked
@CheckReturnValue
package social.skein.kafka;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
