/**
 * Read positions in timelines, shared by the apps of an account. Positions enter through the API and leave to every
 * app. Owns the table {@code marker}.
 */
@NullMarked
@CheckReturnValue
package social.skein.marker;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
