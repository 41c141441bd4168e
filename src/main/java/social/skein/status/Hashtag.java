package social.skein.status;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import social.skein.http.Origin;

/** What makes two hashtags the same one, and where it is found. */
final class Hashtag {
    private Hashtag() {}

    /** The one spelling of all that differ only in case or width. */
    static String name(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The address of its page; content and {@code tags} carry the very same text, by which clients find one in the other. */
    static String url(Origin origin, String name) {
        return origin + "/tags/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
