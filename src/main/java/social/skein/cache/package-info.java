/**
 * What a process keeps in memory of the database, so that what many read is read once. Keys enter, what was looked up for
 * them leaves; who keeps something also hears what makes it stale, and forgets it. Knows no feature and owns nothing.
 */
@NullMarked
@CheckReturnValue
package social.skein.cache;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
