/**
 * OAuth: apps, authorization codes and access tokens, and the moderation of accounts with its effect on access. Owns
 * the tables {@code oauth_app}, {@code oauth_code} and {@code oauth_token}, which store secrets only as hashes, and the
 * hint {@link social.skein.oauth.TokenRevoked}.
 */
@NullMarked
@CheckReturnValue
package social.skein.oauth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
