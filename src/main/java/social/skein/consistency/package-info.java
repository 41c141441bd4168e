/**
 * Read-only consistency checks: counters that differ from the rows, notifications of deleted posts, gaps in cached timelines, a
 * stuck outbox, dead letters. They use statements of their own, so that a bug in a feature cannot hide itself. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.consistency;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
