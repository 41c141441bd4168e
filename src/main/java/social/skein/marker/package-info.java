/**
 * How far an account has read its timelines, so that its apps agree on it. What apps say enters, and leaves to all of
 * them. Owns the table {@code marker}.
 */
@NullMarked
@CheckReturnValue
package social.skein.marker;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
