package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.signin.Secret;

/** An address that is let in can stand in a Location header and leads nowhere but to an app; a challenge is met by its verifier. */
public final class RedirectFuzz {
    private static final List<String> SCRIPT_SCHEMES = List.of("javascript:", "data:", "vbscript:", "blob:", "file:");

    private RedirectFuzz() {}

    public static void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RedirectUri address = new RedirectUri(text);
        if (address.isAbsolute() && !address.isForbidden()) {
            String whole = address.withQuery("code=abc&state=x");
            if (!whole.chars().allMatch(c -> c > ' ' && c < 127) || whole.contains("#") || !whole.startsWith(text)) {
                throw new AssertionError("no address for a header: " + whole);
            }
            String lower = whole.toLowerCase(Locale.ROOT).strip();
            if (SCRIPT_SCHEMES.stream().anyMatch(lower::startsWith)) {
                throw new AssertionError("a browser would run it: " + whole);
            }
        }
        CodeChallenge challenge = new CodeChallenge(text);
        if (CodeChallenge.verify(Optional.of(challenge), Optional.empty())
                || CodeChallenge.verify(Optional.empty(), Optional.of(text))
                || CodeChallenge.verify(Optional.of(challenge), Optional.of(text))) {
            throw new AssertionError("met by what is no proof: " + text);
        }
        String key = new Secret(text).encodedHash();
        boolean proof = text.matches("[A-Za-z0-9._~-]{43,128}");
        if (CodeChallenge.verify(Optional.of(new CodeChallenge(key)), Optional.of(text)) != proof) {
            throw new AssertionError("a verifier and its challenge: " + text);
        }
    }
}
