package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of a notification; decimal digits on the wire. */
public record NotificationId(long value) implements Comparable<NotificationId> {

    /** Parses decimal digits; empty if malformed or out of range, since no such notification can exist. */
    public static Optional<NotificationId> parse(String digits) {
        return SnowflakeIds.parse(digits).map(NotificationId::new);
    }

    @JsonCreator
    static NotificationId of(String digits) {
        return new NotificationId(Long.parseLong(digits));
    }

    @Override
    public int compareTo(NotificationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return Long.toString(value);
    }
}
