package social.skein.fuzz;

import java.util.function.Consumer;
import social.skein.filter.FilterFuzz;
import social.skein.http.CursorFuzz;
import social.skein.http.MultipartFuzz;
import social.skein.http.ParameterFuzz;
import social.skein.oauth.RedirectFuzz;
import social.skein.tag.NameFuzz;
import social.skein.text.StatusTextFuzz;

/** What is fed. Each throws when something does not hold, and anything but a {@code Problem} that the code throws is a finding. */
public enum FuzzTarget {
    /** What somebody posts, as HTML. */
    TEXT(StatusTextFuzz::run),
    /** Query, form and JSON, merged. */
    PARAMETERS(ParameterFuzz::run),
    /** Forms in parts and in pairs, in one piece and in many. */
    MULTIPART(MultipartFuzz::run),
    /** Windows, and the Link header made of them. */
    CURSORS(CursorFuzz::run),
    /** Addresses apps are answered at, and PKCE. */
    REDIRECTS(RedirectFuzz::run),
    /** Ids and hashtags. */
    NAMES(NameFuzz::run),
    /** Filters on texts. */
    FILTERS(FilterFuzz::run);

    private final Consumer<byte[]> consumer;

    FuzzTarget(Consumer<byte[]> mouth) {
        this.consumer = mouth;
    }

    public void run(byte[] input) {
        consumer.accept(input);
    }
}
