package social.skein.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.PublicUrl;

/** The ways to write whom one means: {@code name}, {@code @name}, {@code name@domain}, or the address of a profile. */
public final class HandleParser {
    private static final Pattern ACCT = Pattern.compile("@?([A-Za-z0-9_]{1,30})(?:@([^@\\s/]{1,255}))?");
    private static final Pattern PROFILE_PATH = Pattern.compile("/(?:@|users/)([A-Za-z0-9_]{1,30})/?");

    private final PublicUrl baseUrl;

    public HandleParser(PublicUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The name meant by {@code name}, {@code @name} or {@code name@domain}; nothing where it is not one of ours. */
    public Optional<String> localUsername(String handle) {
        Matcher parts = ACCT.matcher(handle.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String domain = parts.group(2);
        return domain == null || domain.equalsIgnoreCase(baseUrl.domain())
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    /** The name whose profile is at this address of ours. */
    public Optional<String> usernameFromProfileUrl(String url) {
        String here = baseUrl.toString();
        if (!url.strip().regionMatches(true, 0, here, 0, here.length())) {
            return Optional.empty();
        }
        Matcher path = PROFILE_PATH.matcher(url.strip().substring(here.length()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }
}
