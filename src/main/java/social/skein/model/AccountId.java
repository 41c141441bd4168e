package social.skein.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** The id of an account; decimal digits on the wire. */
public record AccountId(long value) implements Comparable<AccountId> {

    /** Parses decimal digits; empty if malformed or out of range, since no such account can exist. */
    public static Optional<AccountId> parse(String digits) {
        return SnowflakeIds.parse(digits).map(AccountId::new);
    }

    @JsonCreator
    static AccountId of(String digits) {
        return new AccountId(Long.parseLong(digits));
    }

    @Override
    public int compareTo(AccountId other) {
        return Long.compare(value, other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        return Long.toString(value);
    }
}
