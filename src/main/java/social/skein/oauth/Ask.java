package social.skein.oauth;

import java.util.Optional;
import social.skein.http.Params;
import social.skein.http.Scopes;
import social.skein.model.Problem;

/** What an app asks somebody for: to be let in as them, for some scopes. */
record Ask(Reply reply, Scopes scopes, Optional<Challenge> challenge) {

    /** Fails with the error the app is told. */
    static Ask of(Reply reply, Params params) {
        if (!"code".equals(params.text("response_type").orElse(""))) {
            throw new Problem.OAuth(
                    "unsupported_response_type", "The authorization server does not support this response type.");
        }
        return new Ask(reply, TokenRoutes.scopes(reply.app(), params), challenge(params));
    }

    /** Only S256: a plain challenge is the verifier itself, in the address bar. */
    private static Optional<Challenge> challenge(Params params) {
        Optional<Challenge> challenge = params.filled("code_challenge").map(Challenge::new);
        boolean s256 = "S256".equals(params.filled("code_challenge_method").orElse("plain"));
        if (challenge.isPresent() && !(s256 && challenge.get().isWellFormed())) {
            throw new Problem.OAuth("invalid_request", "The code challenge method must be S256.");
        }
        return challenge;
    }
}
