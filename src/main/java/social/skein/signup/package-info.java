/**
 * Sign-up: public, through an app or the sign-up page, by an operator, and of the users of another product. Owns the
 * table {@code external_identity}; {@link social.skein.account} stores the accounts.
 */
@NullMarked
@CheckReturnValue
package social.skein.signup;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
