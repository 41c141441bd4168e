package social.skein.filter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * How a client should treat a status that a filter matches. The client applies it: the server returns the status either
 * way.
 */
public enum FilterAction {
    WARN,
    HIDE;

    /**
     * The action with this name; empty if unknown. {@code blur}, which concerns attached media only, becomes a warning:
     * clients that do not know it would otherwise fail to decode the status.
     */
    static Optional<FilterAction> parse(String word) {
        return switch (word) {
            case "warn", "blur" -> Optional.of(WARN);
            case "hide" -> Optional.of(HIDE);
            default -> Optional.empty();
        };
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
