/** The command line: what {@code java -jar skein.jar} understands. */
@NullMarked
@CheckReturnValue
package social.skein;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
