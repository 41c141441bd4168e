package social.skein.account;

import com.fasterxml.jackson.annotation.JsonValue;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;

/** Whether somebody may use their account and, where they may not, what they are told. */
public enum AccountState {
    /** May do everything. */
    ACTIVE(""),
    /** Has not shown yet that the e-mail address is theirs. */
    UNCONFIRMED("Your login is missing a confirmed e-mail address"),
    /** Waits for an operator to let them in. */
    PENDING("Your login is currently pending approval"),
    /** Was locked out by an operator; what they wrote is hidden. */
    SUSPENDED("Your login is currently disabled");

    /** The column {@code standing} of the account {@code a}, for whoever must know it in the same statement. */
    public static final String COLUMN = """
            case when a.suspended_at is not null then 'suspended'
                 when a.confirmed_at is null then 'unconfirmed'
                 when a.approved_at is null then 'pending'
                 else 'active' end as standing""";

    private final String denialMessage;

    AccountState(String denialMessage) {
        this.denialMessage = denialMessage;
    }

    /** What {@link #COLUMN} says. */
    public static AccountState of(Row row) {
        return valueOf(row.getString("standing").toUpperCase(Locale.ROOT));
    }

    /** What is answered to whoever tries to use the account; nothing where they may. */
    public Optional<String> denialMessage() {
        return Optional.of(denialMessage).filter(text -> !text.isEmpty());
    }

    @Override
    @JsonValue
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
