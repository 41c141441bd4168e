package social.skein.oauth;

import social.skein.cluster.Hint;

/**
 * A token opens nothing any more, or its owner is barred: whoever remembers it forgets it, and whoever serves it hangs up.
 *
 * @param token the id that {@link social.skein.http.Viewer#tokenId()} has
 * @param key the token's hash, under which look-ups remember it
 */
public record TokenRevoked(long token, String key) {
    public static final Hint<TokenRevoked> HINT = new Hint<>("skein.token-revoked", TokenRevoked.class);
}
