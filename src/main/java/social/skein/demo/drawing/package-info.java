/**
 * Draws the pictures of sample data: avatars, header pictures and landscapes. The same seed draws the same picture. It
 * paints pixels itself, so that it needs neither fonts nor a graphics environment.
 */
@NullMarked
@CheckReturnValue
package social.skein.demo.drawing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
