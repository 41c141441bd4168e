/**
 * Caches of the database, in the memory of a process and shared in Redis. Keys enter, values leave; the owner of a
 * cache subscribes to the changes that make its entries stale and invalidates them. Depends on no feature; owns the
 * Redis keys {@code cache:}.
 */
@NullMarked
@CheckReturnValue
package social.skein.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
