package social.skein.oidc;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.signin.Secret;
import social.skein.sql.Sql;

/**
 * The sign-ins that browsers have started at the provider. Each is completed once, by the browser that started it, within
 * ten minutes. Only hashes are stored.
 */
final class PendingSignIns {
    private static final String INSERT = """
            insert into oidc_sign_in (state_hash, browser_hash, return_path, expires_at)
            values ($1, $2, $3, now() + interval '10 minutes')
            """;

    private static final String TAKE = """
            delete from oidc_sign_in where state_hash = $1 and browser_hash = $2 and expires_at > now()
            returning return_path
            """;

    private static final String DELETE_EXPIRED = "delete from oidc_sign_in where expires_at < now()";

    private final Sql sql;

    PendingSignIns(Sql sql) {
        this.sql = sql;
    }

    Future<Void> add(Secret state, Secret browser, String returnPath) {
        return sql.update(INSERT, state.hash(), browser.hash(), returnPath).mapEmpty();
    }

    /** Removes a sign-in of this browser and returns the path of the page that it leads to. */
    Future<Optional<String>> take(Secret state, Secret browser) {
        return sql.find(TAKE, row -> row.getString("return_path"), state.hash(), browser.hash());
    }

    /** Deletes expired sign-ins. */
    Future<Integer> sweep() {
        return sql.update(DELETE_EXPIRED);
    }
}
