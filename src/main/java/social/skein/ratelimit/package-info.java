/**
 * The ledger of rate limits in Redis: what is taken of a limit by all instances together. Owns the keys {@code rate:*}.
 */
@NullMarked
@CheckReturnValue
package social.skein.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
