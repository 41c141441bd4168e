/**
 * How apps get in: an app registers, somebody signs in and consents on our pages, the app gets a token, and every request
 * asks here whose token it brings. Owns the tables {@code oauth_app}, {@code oauth_code}, {@code oauth_token} and {@code
 * web_session}, in which secrets are kept only as hashes, and the hint that a token is revoked.
 */
@NullMarked
@CheckReturnValue
package social.skein.oauth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
