/**
 * Sign-in: password verification, the limit on attempts, browser sessions and their cookies. Owns the table {@code
 * web_session}.
 */
@NullMarked
@CheckReturnValue
package social.skein.signin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
