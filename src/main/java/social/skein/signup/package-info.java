/**
 * How accounts are created: public sign-up through an app or the sign-up page, and accounts created by an operator.
 */
@NullMarked
@CheckReturnValue
package social.skein.signup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
