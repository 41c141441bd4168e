package social.skein.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.PublicUrl;

/** Parses handles of local accounts: {@code name}, {@code @name}, {@code name@domain}, or the URL of a profile. */
public final class HandleParser {
    private static final Pattern ACCT = Pattern.compile("@?([A-Za-z0-9_]{1,30})(?:@([^@\\s/]{1,255}))?");
    private static final Pattern PROFILE_PATH = Pattern.compile("/(?:@|users/)([A-Za-z0-9_]{1,30})/?");

    private final PublicUrl baseUrl;

    public HandleParser(PublicUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The username of {@code name}, {@code @name} or {@code name@domain}; empty for another domain. */
    public Optional<String> localUsername(String handle) {
        Matcher matcher = ACCT.matcher(handle.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String domain = matcher.group(2);
        return domain == null || domain.equalsIgnoreCase(baseUrl.domain())
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** The username of a profile URL; empty if the URL is not a local profile. */
    public Optional<String> usernameFromProfileUrl(String url) {
        String base = baseUrl.toString();
        if (!url.strip().regionMatches(true, 0, base, 0, base.length())) {
            return Optional.empty();
        }
        Matcher path = PROFILE_PATH.matcher(url.strip().substring(base.length()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }
}
