package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What somebody did. */
public enum NotificationType {
    FOLLOW,
    MENTION,
    REBLOG,
    FAVOURITE;

    /** The type this word names, or nothing: clients ask for types that we do not have, and rightly find none. */
    static Optional<NotificationType> parse(String word) {
        for (NotificationType type : values()) {
            if (type.toString().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
