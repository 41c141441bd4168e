package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import social.skein.signin.Secret;

/** What an app must later show the verifier of (RFC 7636), which only the app that asked knows; always S256. */
record CodeChallenge(String text) {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    boolean isWellFormed() {
        return Secret.isWellFormed(text);
    }

    /** Whether a verifier is there exactly if a challenge was, and fits it. */
    static boolean verify(Optional<CodeChallenge> challenge, Optional<String> verifier) {
        return challenge
                .map(asked -> verifier.isPresent() && asked.matches(verifier.get()))
                .orElse(verifier.isEmpty());
    }

    private boolean matches(String verifier) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        new Secret(verifier).encodedHash().getBytes(StandardCharsets.US_ASCII),
                        text.getBytes(StandardCharsets.US_ASCII));
    }
}
