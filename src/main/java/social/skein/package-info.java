/** Entry point of {@code java -jar skein.jar}. */
@NullMarked
@CheckReturnValue
package social.skein;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
