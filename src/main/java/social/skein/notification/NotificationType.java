package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody did. */
public enum NotificationType {
    FOLLOW(true),
    FOLLOW_REQUEST(true),
    MENTION(true),
    REBLOG(true),
    FAVOURITE(true),
    /** A poll one made or voted in is over. */
    POLL(false),
    /** Somebody posted whose posts one asked to be told of. */
    STATUS(false),
    /** What one boosted was edited. */
    UPDATE(false);

    /** Those whose notifications may be shown as one. */
    static final Set<NotificationType> GROUPED = Set.of(FAVOURITE, FOLLOW, REBLOG);

    private final boolean filterable;

    NotificationType(boolean filterable) {
        this.filterable = filterable;
    }

    /** Whether a policy has a say in it; the others were asked for. */
    boolean isFilterable() {
        return filterable;
    }

    /** The type this word names, or nothing: clients ask for types that we do not have, and rightly find none. */
    static Optional<NotificationType> parse(String word) {
        for (NotificationType type : values()) {
            if (type.toString().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The types among these words. */
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
