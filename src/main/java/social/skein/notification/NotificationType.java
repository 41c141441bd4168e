package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The action that a notification reports. */
public enum NotificationType {
    FOLLOW(true),
    FOLLOW_REQUEST(true),
    MENTION(true),
    REBLOG(true),
    FAVOURITE(true),
    /** A poll that the account created or voted in has ended. */
    POLL(false),
    /** An account posted whose posts the owner subscribed to. */
    STATUS(false),
    /** A status that the account boosted was edited. */
    UPDATE(false);

    /** The types that can be grouped. */
    static final Set<NotificationType> GROUPED = Set.of(FAVOURITE, FOLLOW, REBLOG);

    private final boolean filterable;

    NotificationType(boolean filterable) {
        this.filterable = filterable;
    }

    /** Whether a policy applies; the other types were requested by the owner. */
    boolean isFilterable() {
        return filterable;
    }

    /**
     * The type with this name; empty if this server does not have it. Clients also request such types, which match
     * nothing.
     */
    static Optional<NotificationType> parse(String word) {
        for (NotificationType type : values()) {
            if (type.toString().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The types with these names; unknown names are skipped. */
    static Set<NotificationType> parseAll(List<String> words) {
        Set<NotificationType> types = EnumSet.noneOf(NotificationType.class);
        words.forEach(word -> parse(word).ifPresent(types::add));
        return types;
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
