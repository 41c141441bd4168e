package social.skein.signin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/**
 * The browser sessions of accounts on the pages; the API does not accept them. For privacy a session stores the kind of
 * browser instead of the user agent, and the day of the last visit instead of its time.
 */
public final class Sessions {
    private static final String INSERT = """
            insert into web_session (session_hash, account_id, browser, expires_at)
            values ($1, $2, $3, now() + interval '14 days')
            """;

    /** Only active accounts have a session. The day of the last visit is written at most once a day. */
    private static final String FIND_ACCOUNT = """
            with seen as (
                update web_session set last_seen_on = current_date
                 where session_hash = $1 and last_seen_on < current_date and expires_at > now())
            select s.account_id
              from web_session s join account a on a.id = s.account_id
             where s.session_hash = $1 and s.expires_at > now()
               and a.suspended_at is null and a.confirmed_at is not null and a.approved_at is not null
            """;

    private static final String LIST = """
            select session_hash, browser, created_at::date as since, last_seen_on
              from web_session
             where account_id = $1 and expires_at > now()
             order by last_seen_on desc, created_at desc
             limit $2
            """;

    private static final String CLOSE = "delete from web_session where account_id = $1 and session_hash = $2";

    private static final String CLOSE_ALL = "delete from web_session where account_id = $1";

    private static final String COUNT =
            "select count(*) as n from web_session where account_id = $1 and expires_at > now()";

    private static final String DELETE_EXPIRED = "delete from web_session where expires_at < now()";

    private final Sql sql;

    public Sessions(Sql sql) {
        this.sql = sql;
    }

    /**
     * A session as its owner sees it.
     *
     * @param key identifies the session without granting access
     */
    public record Session(String key, String userAgent, LocalDate since, LocalDate lastSeen) {
        static Session of(Row row) {
            return new Session(
                    Secret.encodedHash(row.getBuffer("session_hash")),
                    row.getString("browser"),
                    row.getLocalDate("since"),
                    row.getLocalDate("last_seen_on"));
        }
    }

    Future<Secret> open(AccountId account, String userAgent) {
        return open(sql, account, userAgent);
    }

    /** Opens a session, as part of a transaction if these are its statements. */
    public Future<Secret> open(Sql statements, AccountId account, String userAgent) {
        Secret session = Secret.generate();
        return statements
                .update(INSERT, session.hash(), account.value(), userAgent)
                .map(session);
    }

    Future<Optional<AccountId>> findAccount(Secret session) {
        return sql.find(FIND_ACCOUNT, row -> new AccountId(row.getLong("account_id")), session.hash());
    }

    /** The sessions of an account, most recently used first. */
    public Future<List<Session>> list(AccountId account, int limit) {
        return sql.list(LIST, Session::of, account.value(), limit);
    }

    /** Ends a session of an account. */
    public Future<Void> close(AccountId account, Buffer hash) {
        return sql.update(CLOSE, account.value(), hash).mapEmpty();
    }

    /** Ends all sessions of an account. */
    public Future<Void> closeAll(Transaction transaction, AccountId account) {
        return transaction.update(CLOSE_ALL, account.value()).mapEmpty();
    }

    /** The number of open sessions of an account. */
    public Future<Long> count(AccountId account) {
        return sql.one(COUNT, row -> row.getLong("n"), account.value());
    }

    /** Deletes expired sessions. */
    public Future<Integer> sweep() {
        return sql.update(DELETE_EXPIRED);
    }
}
