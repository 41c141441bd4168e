/**
 * What {@code java -jar skein.jar} understands: one small class a command, how a failure is told, and the progress a
 * person sees while they wait. Stands on everything; nothing stands on it.
 */
@NullMarked
@CheckReturnValue
package social.skein.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
