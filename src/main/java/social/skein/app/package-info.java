/**
 * The composition root: which backends there are, how the features are wired to them, and the verticles a role is
 * made of. Nothing depends on it.
 */
@NullMarked
@CheckReturnValue
package social.skein.app;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
