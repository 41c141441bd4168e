/**
 * Sign-up: public, through an app or the sign-up page, and by an operator. Owns no table; {@link social.skein.account}
 * stores the accounts.
 */
@NullMarked
@CheckReturnValue
package social.skein.signup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
