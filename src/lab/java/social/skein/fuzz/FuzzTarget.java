package social.skein.fuzz;

import java.util.function.Consumer;
import social.skein.filter.FilterFuzz;
import social.skein.http.CursorFuzz;
import social.skein.http.MultipartFuzz;
import social.skein.http.ParameterFuzz;
import social.skein.oauth.RedirectFuzz;
import social.skein.tag.NameFuzz;
import social.skein.text.StatusTextFuzz;

/** The fuzz targets. A target throws if a property is violated; any exception but {@code Problem} is a finding. */
public enum FuzzTarget {
    /** The HTML of posts. */
    TEXT(StatusTextFuzz::run),
    /** Merged parameters of query, form and JSON. */
    PARAMETERS(ParameterFuzz::run),
    /** Multipart and URL-encoded forms, in one piece and in chunks. */
    MULTIPART(MultipartFuzz::run),
    /** Page requests, and the Link headers for them. */
    CURSORS(CursorFuzz::run),
    /** Redirect URIs and PKCE challenges. */
    REDIRECTS(RedirectFuzz::run),
    /** Ids and hashtags. */
    NAMES(NameFuzz::run),
    /** Keyword filters. */
    FILTERS(FilterFuzz::run);

    private final Consumer<byte[]> consumer;

    FuzzTarget(Consumer<byte[]> consumer) {
        this.consumer = consumer;
    }

    public void run(byte[] input) {
        consumer.accept(input);
    }
}
