package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of a status; decimal digits on the wire. */
public record StatusId(long value) implements Comparable<StatusId> {

    /** Parses decimal digits; empty if malformed or out of range, since no such status can exist. */
    public static Optional<StatusId> parse(String digits) {
        return SnowflakeIds.parse(digits).map(StatusId::new);
    }

    @JsonCreator
    static StatusId of(String digits) {
        return new StatusId(Long.parseLong(digits));
    }

    @Override
    public int compareTo(StatusId other) {
        return Long.compare(value, other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return Long.toString(value);
    }
}
