package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.signin.Secret;

/** Fuzzes redirect URIs, which must be safe in a Location header and lead only to an app, and code challenges. */
public final class RedirectFuzz {
    private static final List<String> SCRIPT_SCHEMES = List.of("javascript:", "data:", "vbscript:", "blob:", "file:");

    private RedirectFuzz() {}

    public static void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RedirectUri address = new RedirectUri(text);
        if (address.isAbsolute() && !address.isForbidden()) {
            String redirect = address.withQuery("code=abc&state=x");
            if (!redirect.chars().allMatch(c -> c > ' ' && c < 127)
                    || redirect.contains("#")
                    || !redirect.startsWith(text)) {
                throw new AssertionError("not safe in a header: " + redirect);
            }
            String lower = redirect.toLowerCase(Locale.ROOT).strip();
            if (SCRIPT_SCHEMES.stream().anyMatch(lower::startsWith)) {
                throw new AssertionError("a browser would execute it: " + redirect);
            }
        }
        CodeChallenge challenge = new CodeChallenge(text);
        if (CodeChallenge.verify(Optional.of(challenge), Optional.empty())
                || CodeChallenge.verify(Optional.empty(), Optional.of(text))
                || CodeChallenge.verify(Optional.of(challenge), Optional.of(text))) {
            throw new AssertionError("accepted without a valid verifier: " + text);
        }
        String key = new Secret(text).encodedHash();
        boolean isValidVerifier = text.matches("[A-Za-z0-9._~-]{43,128}");
        if (CodeChallenge.verify(Optional.of(new CodeChallenge(key)), Optional.of(text)) != isValidVerifier) {
            throw new AssertionError("verifier and challenge disagree: " + text);
        }
    }
}
