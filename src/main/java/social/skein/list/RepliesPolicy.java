package social.skein.list;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose replies to other people a list shows; a reply to oneself or to the list's owner is shown in any case. */
public enum RepliesPolicy {
    /** Those to anybody the owner follows. */
    FOLLOWED,
    /** Those to members of the list. */
    LIST,
    /** None. */
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
