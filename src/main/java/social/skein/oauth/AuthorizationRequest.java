package social.skein.oauth;

import java.util.Optional;
import social.skein.http.Params;
import social.skein.http.Scopes;
import social.skein.model.Problem;

/** What an app asks somebody for: to be let in as them, for some scopes. */
public record AuthorizationRequest(
        AuthorizationResponse response, Scopes scopes, Optional<CodeChallenge> parseChallenge) {

    /** Fails with the error the app is told. */
    public static AuthorizationRequest parse(AuthorizationResponse response, Params params) {
        if (!"code".equals(params.text("response_type").orElse(""))) {
            throw new Problem.OAuth(
                    "unsupported_response_type", "The authorization server does not support this response type.");
        }
        return new AuthorizationRequest(
                response, TokenRoutes.requestedScopes(response.app(), params), parseChallenge(params));
    }

    /** Only S256: a plain challenge is the verifier itself, in the address bar. */
    private static Optional<CodeChallenge> parseChallenge(Params params) {
        Optional<CodeChallenge> challenge = params.nonBlank("code_challenge").map(CodeChallenge::new);
        boolean s256 = "S256".equals(params.nonBlank("code_challenge_method").orElse("plain"));
        if (challenge.isPresent() && !(s256 && challenge.get().isWellFormed())) {
            throw new Problem.OAuth("invalid_request", "The code challenge method must be S256.");
        }
        return challenge;
    }
}
