package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** Who is signed in on our own pages, by the secret in their browser's cookie. The API knows nothing of it. */
public final class Sessions {
    private static final String INSERT = """
            insert into web_session (session_hash, account_id, expires_at) values ($1, $2, now() + interval '14 days')
            """;

    private static final String FIND =
            "select account_id from web_session where session_hash = $1 and expires_at > now()";

    private static final String CLOSE_ALL = "delete from web_session where account_id = $1";

    private static final String SWEEP = "delete from web_session where expires_at < now()";

    private final Sql sql;

    public Sessions(Sql sql) {
        this.sql = sql;
    }

    Future<Secret> open(AccountId account) {
        Secret session = Secret.draw();
        return sql.update(INSERT, session.hash(), account.value()).map(session);
    }

    Future<Optional<AccountId>> find(Secret session) {
        return sql.find(FIND, row -> new AccountId(row.getLong("account_id")), session.hash());
    }

    /** Signs somebody out everywhere, for when their password or their standing changes. */
    public Future<Void> closeAll(AccountId account) {
        return sql.update(CLOSE_ALL, account.value()).mapEmpty();
    }

    /** Removes sessions that have ended. */
    public Future<Integer> sweep() {
        return sql.update(SWEEP);
    }
}
