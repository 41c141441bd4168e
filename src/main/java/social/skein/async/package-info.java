/**
 * Concurrency helpers for futures on event loops: a single-flight, an executor with limits per key, and the hop back to
 * the caller's context. Depends on Vert.x core only; owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.async;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
