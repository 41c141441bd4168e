package social.skein.ratelimit;

import java.util.Locale;

/** A bound on how often something may be asked for; what each holds for, and which {@link Rate} it has, is a setting. */
public enum RateLimit {
    /** All that is asked with one token. */
    TOKEN,
    /** All that is asked with the tokens of one person. */
    USER,
    /** All that is asked through one client of the API, whoever uses it. */
    APP,
    /** All that is asked from one address in nobody's name. */
    ADDRESS,
    /** All that is asked from one address outside of the API, whoever asks: signing in, tokens, the pages of an account. */
    WEB_PAGES,
    /** Pages after the first, which crawlers ask for by the thousand. */
    PAGINATION,
    /** Posts and boosts, each of which has work follow on every follower's timeline. */
    POSTING,
    /** Posts deleted and boosts taken back, which have as much work follow. */
    REMOVAL,
    /** Searches, the dearest of what everybody may read. */
    SEARCH,
    /** Accounts made from one address. */
    SIGN_UP;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String toString() {
        return text;
    }

    /** One request towards a limit, in the name of whoever is bound by it. */
    public record RateLimitKey(RateLimit limit, String subject) {}
}
