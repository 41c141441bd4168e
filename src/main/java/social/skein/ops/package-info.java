/**
 * What operators ask a process: is it alive, is it ready, what has it counted. Answers on the ops port, never on the
 * public one.
 */
@NullMarked
@CheckReturnValue
package social.skein.ops;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
