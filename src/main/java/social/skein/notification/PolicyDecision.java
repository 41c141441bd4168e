package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How a notification is treated, the mildest first. */
enum PolicyDecision {
    ACCEPT,
    /** Withheld, and shown as a notification request. */
    FILTER,
    DROP;

    static Optional<PolicyDecision> parse(String word) {
        for (PolicyDecision decision : values()) {
            if (decision.toString().equals(word)) {
                return Optional.of(decision);
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
