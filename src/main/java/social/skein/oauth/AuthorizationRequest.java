package social.skein.oauth;

import java.util.Optional;
import social.skein.http.Params;
import social.skein.http.Scopes;
import social.skein.model.Problem;

/** An app's request for access to an account, with some scopes (RFC 6749, section 4.1.1). */
public record AuthorizationRequest(AuthorizationResponse response, Scopes scopes, Optional<CodeChallenge> challenge) {

    /** Throws a {@link Problem.OAuth} with the error for the app. */
    public static AuthorizationRequest parse(AuthorizationResponse response, Params params) {
        if (!"code".equals(params.text("response_type").orElse(""))) {
            throw new Problem.OAuth(
                    "unsupported_response_type", "The authorization server does not support this response type.");
        }
        return new AuthorizationRequest(
                response, TokenRoutes.requestedScopes(response.app(), params), parseChallenge(params));
    }

    /** Accepts S256 only: a plain challenge would expose the verifier in the URL. */
    private static Optional<CodeChallenge> parseChallenge(Params params) {
        Optional<CodeChallenge> challenge = params.nonBlank("code_challenge").map(CodeChallenge::new);
        boolean s256 = "S256".equals(params.nonBlank("code_challenge_method").orElse("plain"));
        if (challenge.isPresent() && !(s256 && challenge.get().isWellFormed())) {
            throw new Problem.OAuth("invalid_request", "The code challenge method must be S256.");
        }
        return challenge;
    }
}
