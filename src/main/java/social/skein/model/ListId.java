package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of a list; decimal digits on the wire. */
public record ListId(long value) {

    /** Parses decimal digits; empty if malformed or out of range, since no such list can exist. */
    public static Optional<ListId> parse(String digits) {
        return SnowflakeIds.parse(digits).map(ListId::new);
    }

    @JsonCreator
    static ListId of(String digits) {
        return new ListId(Long.parseLong(digits));
    }

    @Override
    @JsonValue
    public String toString() {
        return Long.toString(value);
    }
}
