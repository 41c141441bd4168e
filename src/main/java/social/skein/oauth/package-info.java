/**
 * How people and apps get in, and are put out: somebody signs up or in and consents on our pages, an app gets a token, and
 * every request asks here whose token it brings, and where its person wrote last. Owns the tables {@code oauth_app},
 * {@code oauth_code}, {@code oauth_token} and {@code web_session}, in which secrets are kept only as hashes, and
 * {@code write_position}; the keys {@code write-position:}; the hints that a token is revoked and that somebody wrote.
 */
@NullMarked
@CheckReturnValue
package social.skein.oauth;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
