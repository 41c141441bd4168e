package social.skein.oauth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An address that is let in can stand in a Location header and leads nowhere but to an app; a challenge is met by its verifier. */
public final class RedirectFood {
    private static final List<String> RUN_BY_BROWSERS = List.of("javascript:", "data:", "vbscript:", "blob:", "file:");

    private RedirectFood() {}

    public static void eat(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RedirectUri address = new RedirectUri(text);
        if (address.isAbsolute() && !address.isForbidden()) {
            String whole = address.with("code=abc&state=x");
            if (!whole.chars().allMatch(c -> c > ' ' && c < 127) || whole.contains("#") || !whole.startsWith(text)) {
                throw new AssertionError("no address for a header: " + whole);
            }
            String lower = whole.toLowerCase(Locale.ROOT).strip();
            if (RUN_BY_BROWSERS.stream().anyMatch(lower::startsWith)) {
                throw new AssertionError("a browser would run it: " + whole);
            }
        }
        Challenge challenge = new Challenge(text);
        if (Challenge.isMet(Optional.of(challenge), Optional.empty())
                || Challenge.isMet(Optional.empty(), Optional.of(text))
                || Challenge.isMet(Optional.of(challenge), Optional.of(text))) {
            throw new AssertionError("met by what is no proof: " + text);
        }
        String key = new Secret(text).key();
        boolean proof = text.matches("[A-Za-z0-9._~-]{43,128}");
        if (Challenge.isMet(Optional.of(new Challenge(key)), Optional.of(text)) != proof) {
            throw new AssertionError("a verifier and its challenge: " + text);
        }
    }
}
