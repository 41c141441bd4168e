package social.skein.search;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.Origin;
import social.skein.model.StatusId;

/** What an address of ours is the address of. Clients open a link to a status by searching for it. */
final class Addresses {
    private static final int LONGEST = 2_000;
    private static final Pattern STATUS = Pattern.compile("/(?:@\\w{1,30}|users/\\w{1,30}/statuses)/(\\d{1,19})/?");
    private static final Pattern TAG = Pattern.compile("/tags/([^/?#]{1,1000})/?");

    private final String origin;

    Addresses(Origin origin) {
        this.origin = origin.toString();
    }

    /** Whether this is an address at all, ours or not. */
    static boolean isOne(String text) {
        return text.regionMatches(true, 0, "https://", 0, 8) || text.regionMatches(true, 0, "http://", 0, 7);
    }

    Optional<StatusId> status(String address) {
        return match(STATUS, address).flatMap(StatusId::parse);
    }

    /** The hashtag as it stands in the address, percent-encoded. */
    Optional<String> tag(String address) {
        return match(TAG, address);
    }

    private Optional<String> match(Pattern pattern, String address) {
        String text = address.strip();
        if (text.length() > LONGEST || !text.regionMatches(true, 0, origin, 0, origin.length())) {
            return Optional.empty();
        }
        Matcher path = pattern.matcher(text.substring(origin.length()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }
}
