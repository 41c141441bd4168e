/**
 * Access to Redis: the client with its timeouts and circuit breaker, Lua scripts and server addresses. Owns no keys.
 */
@NullMarked
@CheckReturnValue
package social.skein.redis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
