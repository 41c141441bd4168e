/**
 * Sign-in by OpenID Connect: the provider's metadata and keys, the authorization code flow, and the accounts that it
 * creates. Owns the table {@code oidc_sign_in}.
 */
@NullMarked
@CheckReturnValue
package social.skein.oidc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
