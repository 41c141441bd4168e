package social.skein.http;

import java.time.Duration;

/** A bound on how often something may be asked for: so many times within a window that begins with the first. */
public enum RateLimit {
    /** All that is asked with one token. */
    TOKEN(Duration.ofMinutes(5)),
    /** All that is asked with the tokens of one person. */
    USER(Duration.ofMinutes(5)),
    /** All that is asked from one address in nobody's name. */
    ADDRESS(Duration.ofMinutes(5)),
    /** Pages after the first, which crawlers ask for by the thousand. */
    PAGING(Duration.ofMinutes(15)),
    /** Posts deleted and boosts taken back, each of which has work follow on every follower's timeline. */
    REMOVAL(Duration.ofMinutes(30)),
    /** Accounts made from one address. */
    SIGN_UP(Duration.ofMinutes(30));

    private final Duration window;

    RateLimit(Duration window) {
        this.window = window;
    }

    public Duration window() {
        return window;
    }

    /** One request towards a limit, in the name of whoever is bound by it. */
    public record Use(RateLimit limit, String by) {}
}
