package social.skein.account;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.Origin;

/** The ways to write whom one means: {@code name}, {@code @name}, {@code name@domain}, or the address of a profile. */
public final class Handles {
    private static final Pattern ACCT = Pattern.compile("@?([A-Za-z0-9_]{1,30})(?:@([^@\\s/]{1,255}))?");
    private static final Pattern PROFILE = Pattern.compile("/(?:@|users/)([A-Za-z0-9_]{1,30})/?");

    private final Origin origin;

    public Handles(Origin origin) {
        this.origin = origin;
    }

    /** The name meant by {@code name}, {@code @name} or {@code name@domain}; nothing where it is not one of ours. */
    public Optional<String> username(String acct) {
        Matcher parts = ACCT.matcher(acct.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String domain = parts.group(2);
        return domain == null || domain.equalsIgnoreCase(origin.domain())
                ? Optional.of(parts.group(1))
                : Optional.empty();
    }

    /** The name whose profile is at this address of ours. */
    public Optional<String> profile(String url) {
        String here = origin.toString();
        if (!url.strip().regionMatches(true, 0, here, 0, here.length())) {
            return Optional.empty();
        }
        Matcher path = PROFILE.matcher(url.strip().substring(here.length()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }
}
