package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.signin.Secret;

/** A PKCE code challenge (RFC 7636), always S256: the app must present its verifier to redeem the code. */
record CodeChallenge(String text) {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    boolean isWellFormed() {
        return Secret.isWellFormed(text);
    }

    /** Whether challenge and verifier match, or both are absent. */
    static boolean verify(Optional<CodeChallenge> challenge, Optional<String> verifier) {
        return challenge
                .map(expected -> verifier.isPresent() && expected.matches(verifier.get()))
                .orElse(verifier.isEmpty());
    }

    private boolean matches(String verifier) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        new Secret(verifier).encodedHash().getBytes(StandardCharsets.US_ASCII),
                        text.getBytes(StandardCharsets.US_ASCII));
    }
}
