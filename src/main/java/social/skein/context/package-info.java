/**
 * The state that a request carries in its Vert.x context: its trace ids, which follow it through the outbox and Kafka
 * to the worker, its read consistency and its deadline. Owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.context;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
