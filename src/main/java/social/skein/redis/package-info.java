/**
 * The way to Redis: one client sized from the configuration, and Lua scripts as typed callables.
 */
@NullMarked
@CheckReturnValue
package social.skein.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
