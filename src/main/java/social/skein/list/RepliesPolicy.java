package social.skein.list;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which replies to others a list shows; replies of members to themselves and to the owner of the list are always shown.
 */
public enum RepliesPolicy {
    /** Replies to accounts that the owner follows. */
    FOLLOWED,
    /** Replies to members of the list. */
    LIST,
    /** No replies. */
    NONE;

    static Optional<RepliesPolicy> parse(String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.toString().equals(word))
                .findFirst();
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
