package social.skein.filter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a client should do with a status that a filter matches. It is the client that does: the server answers both. */
public enum FilterAction {
    WARN,
    HIDE;

    /**
     * The action this word names, or nothing. {@code blur}, which concerns the media alone, is a warning here: some clients
     * know no third action, and would lose the status together with what they cannot decode.
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
