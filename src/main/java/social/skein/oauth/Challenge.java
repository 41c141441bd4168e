package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an app must later show the verifier of (RFC 7636), which only the app that asked knows; always S256. */
record Challenge(String text) {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    boolean isWellFormed() {
        return Secret.isOne(text);
    }

    /** Whether a verifier is there exactly if a challenge was, and fits it. */
    static boolean isMet(Optional<Challenge> challenge, Optional<String> verifier) {
        return challenge
                .map(asked -> verifier.isPresent() && asked.isMetBy(verifier.get()))
                .orElse(verifier.isEmpty());
    }

    private boolean isMetBy(String verifier) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        new Secret(verifier).key().getBytes(StandardCharsets.US_ASCII),
                        text.getBytes(StandardCharsets.US_ASCII));
    }
}
