/**
 * How people and apps get in, and are put out: somebody signs up or in and consents on our pages, an app gets a token, and
 * every request asks here whose token it brings. Owns the tables {@code oauth_app}, {@code oauth_code}, {@code oauth_token}
 * and {@code web_session}, in which secrets are kept only as hashes, and the hint that a token is revoked.
 */
@NullMarked
@CheckReturnValue
package social.skein.oauth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
