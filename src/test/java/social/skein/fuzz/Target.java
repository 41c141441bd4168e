package social.skein.fuzz;

import java.util.function.Consumer;
import social.skein.filter.FilterFood;
import social.skein.http.CursorFood;
import social.skein.http.MultipartFood;
import social.skein.http.ParameterFood;
import social.skein.oauth.RedirectFood;
import social.skein.status.TextFood;
import social.skein.tag.NameFood;

/** What is fed. Each throws when something does not hold, and anything but a {@code Problem} that the code throws is a finding. */
public enum Target {
    /** What somebody posts, as HTML. */
    TEXT(TextFood::eat),
    /** Query, form and JSON, merged. */
    PARAMETERS(ParameterFood::eat),
    /** Forms in parts and in pairs, in one piece and in many. */
    MULTIPART(MultipartFood::eat),
    /** Windows, and the Link header made of them. */
    CURSORS(CursorFood::eat),
    /** Addresses apps are answered at, and PKCE. */
    REDIRECTS(RedirectFood::eat),
    /** Ids and hashtags. */
    NAMES(NameFood::eat),
    /** Filters on texts. */
    FILTERS(FilterFood::eat);

    private final Consumer<byte[]> mouth;

    Target(Consumer<byte[]> mouth) {
        this.mouth = mouth;
    }

    public void eat(byte[] input) {
        mouth.accept(input);
    }
}
