package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a notification, the gentlest first. */
enum PolicyDecision {
    ACCEPT,
    /** Kept back, and shown as a request to be let in. */
    FILTER,
    DROP;

    static Optional<PolicyDecision> parse(String word) {
        for (PolicyDecision verdict : values()) {
            if (verdict.toString().equals(word)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** The stricter of the two. */
    PolicyDecision stricterOf(PolicyDecision other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
