/**
 * What a piece of work carries along in its Vert.x context. A request id and a W3C trace id tie its log lines together, from
 * the edge through the outbox and Kafka to the worker; its freshness says how old what it reads may be, and its deadline until
 * when somebody waits for it. Lines about who came in and who was turned away leave by a logger of their own.
 */
@NullMarked
@CheckReturnValue
package social.skein.context;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
