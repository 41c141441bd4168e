/**
 * Read-only consistency checks: counters that differ from the rows, notifications of deleted posts, gaps in cached
 * timelines, a stuck outbox, dead letters. They use separate statements, so that a bug in a feature's statements cannot
 * hide itself. Owns no table.
 */
@NullMarked
@CheckReturnValue
package social.skein.consistency;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
