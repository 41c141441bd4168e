/**
 * What ties the log lines of one request together, from the edge through the outbox and Kafka to the worker: a request id
 * and a W3C trace id, carried by the Vert.x context.
 */
@NullMarked
@CheckReturnValue
package social.skein.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
