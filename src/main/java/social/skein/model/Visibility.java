package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** The audience of a status, from public to mentioned accounts only. */
public enum Visibility {
    PUBLIC,
    UNLISTED,
    PRIVATE,
    DIRECT;

    /** The visibility with this name; empty if unknown. */
    public static Optional<Visibility> parse(String word) {
        for (Visibility visibility : values()) {
            if (visibility.toString().equals(word)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }

    @JsonCreator
    static Visibility of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
