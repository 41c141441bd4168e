package social.skein.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;

/** The state of an account: whether it may be used and, if not, the message with the reason. */
public enum AccountState {
    /** Unrestricted. */
    ACTIVE(""),
    /** The e-mail address is not confirmed yet. */
    UNCONFIRMED("Your login is missing a confirmed e-mail address"),
    /** Not yet approved by an operator. */
    PENDING("Your login is currently pending approval"),
    /** Suspended by an operator; its statuses are hidden. */
    SUSPENDED("Your login is currently disabled");

    /** The column {@code state} of the account with the alias {@code a}, for statements that need it too. */
    public static final String COLUMN = """
            case when a.suspended_at is not null then 'suspended'
                 when a.confirmed_at is null then 'unconfirmed'
                 when a.approved_at is null then 'pending'
                 else 'active' end as state""";

    private final String denialMessage;

    AccountState(String denialMessage) {
        this.denialMessage = denialMessage;
    }

    /** Reads {@link #COLUMN}. */
    public static AccountState of(Row row) {
        return valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    /** The error message for requests of this account; empty if it is active. */
    public Optional<String> denialMessage() {
        return Optional.of(denialMessage).filter(text -> !text.isEmpty());
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
