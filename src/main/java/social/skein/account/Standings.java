package social.skein.account;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/**
 * How accounts come to be in good standing and lose it: each step says whether it changed something, and none asks who
 * takes it. Accounts that are awaited are found here and nowhere else.
 */
public final class Standings {
    private static final String SELECT = """
            select a.id, a.username, a.created_at, c.email, c.reason, a.confirmed_at is not null as confirmed,
                   a.approved_at is not null as approved,
            """ + Standing.COLUMN + """
              from account a join credential c on c.account_id = a.id
            """;

    private static final String BY_USERNAME = SELECT + " where lower(a.username) = $1";

    private static final String ALL = SELECT + " where a.id > $1 order by a.id limit $2";

    private static final String AWAITED = SELECT + """
             where (a.confirmed_at is null or a.approved_at is null) and a.id > $1
             order by a.id limit $2
            """;

    private static final String SUSPENDED =
            SELECT + " where a.suspended_at is not null and a.id > $1 order by a.id limit $2";

    private static final String OF = "select " + Standing.COLUMN + " from account a where a.id = $1";

    private static final String CONFIRM =
            "update account set confirmed_at = now() where id = $1 and confirmed_at is null";

    private static final String APPROVE =
            "update account set approved_at = now() where id = $1 and approved_at is null";

    private static final String SUSPEND =
            "update account set suspended_at = now() where id = $1 and suspended_at is null";

    private static final String UNSUSPEND =
            "update account set suspended_at = null where id = $1 and suspended_at is not null";

    private static final String REJECT = "delete from account where id = $1 and approved_at is null";

    private static final String FORGET = "delete from credential where account_id = $1";

    private final Sql sql;

    public Standings(Sql sql) {
        this.sql = sql;
    }

    /** Which accounts are listed. */
    public enum Which {
        ALL,
        AWAITED,
        SUSPENDED
    }

    public Future<Optional<Member>> byUsername(String username) {
        return sql.find(BY_USERNAME, Standings::member, Accounts.lower(username));
    }

    /** The next accounts after an id, the oldest first; 0 is before all. */
    public Future<List<Member>> list(Which which, long after, int limit) {
        return sql.list(
                switch (which) {
                    case ALL -> ALL;
                    case AWAITED -> AWAITED;
                    case SUSPENDED -> SUSPENDED;
                },
                Standings::member,
                after,
                limit);
    }

    /** How an account stands; nothing where there is none. */
    public Future<Optional<Standing>> of(AccountId account) {
        return sql.find(OF, Standing::of, account.value());
    }

    /** The e-mail address is theirs. */
    public Future<Boolean> confirm(Sql transaction, AccountId account) {
        return changed(transaction, CONFIRM, account);
    }

    /** Lets somebody in who asked to join. */
    public Future<Boolean> approve(Sql transaction, AccountId account) {
        return changed(transaction, APPROVE, account);
    }

    public Future<Boolean> suspend(Sql transaction, AccountId account) {
        return changed(transaction, SUSPEND, account);
    }

    public Future<Boolean> unsuspend(Sql transaction, AccountId account) {
        return changed(transaction, UNSUSPEND, account);
    }

    /** Turns somebody away who asked to join: nothing stays of them, and the name is free again. */
    public Future<Boolean> reject(Sql transaction, AccountId account) {
        return changed(transaction, REJECT, account)
                .compose(gone ->
                        gone ? transaction.update(FORGET, account.value()).map(true) : Future.succeededFuture(false));
    }

    private static Future<Boolean> changed(Sql transaction, @CompileTimeConstant String statement, AccountId account) {
        return transaction.update(statement, account.value()).map(rows -> rows > 0);
    }

    private static Member member(Row row) {
        return new Member(
                new AccountId(row.getLong("id")),
                row.getString("username"),
                row.getString("email"),
                Standing.of(row),
                row.getBoolean("confirmed"),
                row.getBoolean("approved"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
