package social.skein.ratelimit;

import java.util.Locale;
import social.skein.config.Config.Rate;

/** A rate limit. Its {@link Rate} is a setting. */
public enum RateLimit {
    /** API requests with one token. */
    TOKEN,
    /** API requests with all tokens of one account. */
    USER,
    /** API requests through one registered app, of all its users together. */
    APP,
    /** API requests from one address without an account's token. */
    ADDRESS,
    /** Requests from one address outside the API: sign-in, tokens, account pages. */
    WEB_PAGES,
    /** Pages after the first, which crawlers request by the thousand. */
    PAGINATION,
    /** Posts and boosts, each of which causes work for every follower's timeline. */
    POSTING,
    /** Deleted posts and undone boosts, which cause as much work. */
    REMOVAL,
    /** Searches, the most expensive reads. */
    SEARCH,
    /** Uploads: each takes disk space and the time of a decoder. */
    UPLOAD,
    /** Sign-ups from one address. */
    SIGN_UP,
    /** Requests to the provisioning API from one address. */
    PROVISIONING;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String toString() {
        return text;
    }

    /** A limit together with its subject: the id of a token, app or account, or an address. */
    public record RateLimitKey(RateLimit limit, String subject) {}
}
