/**
 * Looks through what a deployment holds for what must never be: counts that are no counts, notifications of nothing, posts
 * that a timeline lacks. It says once more, in statements of its own, how things should be; it changes nothing, and owns no
 * table.
 */
@NullMarked
@CheckReturnValue
package social.skein.consistency;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
