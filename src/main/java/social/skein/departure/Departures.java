package social.skein.departure;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** Who left, and how far the forgetting of each has come. */
public final class Departures {
    private static final String BEGIN = """
            insert into departure (account_id, username) values ($1, $2) on conflict (account_id) do nothing
            """;

    private static final String SELECT = """
            select account_id, username, asked_at, step, deleted, finished_at from departure
            """;

    private static final String FIND = SELECT + " where account_id = $1";

    private static final String BY_USERNAME = SELECT + """
             where account_id = (select id from account where lower(username) = $1)
            """;

    private static final String OPEN =
            SELECT + " where finished_at is null and account_id > $1 order by account_id limit $2";

    private static final String ALL = SELECT + " where account_id > $1 order by account_id limit $2";

    private static final String ADVANCE = """
            update departure set step = $2, deleted = deleted + $3, finished_at = null where account_id = $1
            """;

    private static final String FINISH = """
            update departure set step = '', finished_at = now() where account_id = $1 and finished_at is null
            """;

    private final Sql sql;

    public Departures(Sql sql) {
        this.sql = sql;
    }

    Future<Void> begin(Sql transaction, AccountId account, String username) {
        return transaction.update(BEGIN, account.value(), username).mapEmpty();
    }

    public Future<Optional<Departure>> find(AccountId account) {
        return sql.find(FIND, Departure::of, account.value());
    }

    public Future<Optional<Departure>> byUsername(String username) {
        return sql.find(BY_USERNAME, Departure::of, username.toLowerCase(Locale.ROOT));
    }

    /** The next departures after an account's id; 0 is before all. */
    public Future<List<Departure>> list(boolean finishedToo, long after, int limit) {
        return sql.list(finishedToo ? ALL : OPEN, Departure::of, after, limit);
    }

    Future<Void> advance(AccountId account, String step, int deleted) {
        return sql.update(ADVANCE, account.value(), step, (long) deleted).mapEmpty();
    }

    Future<Void> finish(AccountId account) {
        return sql.update(FINISH, account.value()).mapEmpty();
    }
}
