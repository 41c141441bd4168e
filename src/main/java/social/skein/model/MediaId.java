package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of an uploaded medium; decimal digits on the wire. */
public record MediaId(long value) {

    /** Parses decimal digits; empty if malformed or out of range, since no such medium can exist. */
    public static Optional<MediaId> parse(String digits) {
        return SnowflakeIds.parse(digits).map(MediaId::new);
    }

    @JsonCreator
    static MediaId of(String digits) {
        return new MediaId(Long.parseLong(digits));
    }

    /** The logical shard of its owner. */
    public int shard() {
        return SnowflakeIds.shard(value);
    }

    @Override
    @JsonValue
    public String toString() {
        return Long.toString(value);
    }
}
