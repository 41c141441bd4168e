/**
 * What is kept of the database so that what many read is read once: in the memory of a process, and in Redis for all of
 * them. Keys enter, what was looked up for them leaves; who keeps something also hears what makes it stale, and forgets it.
 * Knows no feature; owns the keys {@code cache:} in Redis.
 */
@NullMarked
@CheckReturnValue
package social.skein.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
