package social.skein.search;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.PublicUrl;
import social.skein.model.StatusId;

/** Resolves URLs of this server. Clients open a link to a status by searching for its URL. */
final class LocalUrlResolver {
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern STATUS_PATH =
            Pattern.compile("/(?:@\\w{1,30}|users/\\w{1,30}/statuses)/(\\d{1,19})/?");
    private static final Pattern TAG_PATH = Pattern.compile("/tags/([^/?#]{1,1000})/?");

    private final String publicUrl;

    LocalUrlResolver(PublicUrl publicUrl) {
        this.publicUrl = publicUrl.toString();
    }

    /** Whether the text is a URL, of this server or another. */
    static boolean isUrl(String text) {
        return text.regionMatches(true, 0, "https://", 0, 8) || text.regionMatches(true, 0, "http://", 0, 7);
    }

    Optional<StatusId> statusId(String url) {
        return match(STATUS_PATH, url).flatMap(StatusId::parse);
    }

    /** The hashtag in the URL, still percent-encoded. */
    Optional<String> encodedTag(String url) {
        return match(TAG_PATH, url);
    }

    private Optional<String> match(Pattern pattern, String url) {
        String text = url.strip();
        if (text.length() > MAX_LENGTH || !text.regionMatches(true, 0, publicUrl, 0, publicUrl.length())) {
            return Optional.empty();
        }
        Matcher path = pattern.matcher(text.substring(publicUrl.length()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }
}
