/**
 * Rate limits: classifies requests, counts them towards their limits, and answers 429 over a limit. All instances share
 * their counts in Redis. Owns the Redis keys {@code rate:*}.
 */
@NullMarked
@CheckReturnValue
package social.skein.ratelimit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
