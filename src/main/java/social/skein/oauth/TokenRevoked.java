package social.skein.oauth;

import social.skein.cluster.HintType;

/**
 * Hint: a token was revoked, or the state of its account changed. Caches drop the token, and its streams are closed.
 *
 * @param token the {@link social.skein.http.Viewer#tokenId()}
 * @param key the token's hash in Base64, which is its key in {@link TokenCache}
 */
public record TokenRevoked(long token, String key) {
    public static final HintType<TokenRevoked> HINT = new HintType<>("skein.token-revoked", TokenRevoked.class);
}
