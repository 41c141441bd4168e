package social.skein.oauth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.cluster.Hints;
import social.skein.http.Authenticator;
import social.skein.http.Scopes;
import social.skein.http.Viewer;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The tokens that open the API. They do not expire; a revoked one stays in its row and opens nothing. */
public final class Tokens implements Authenticator {
    private static final String INSERT = """
            insert into oauth_token (token_hash, app_id, account_id, scopes) values ($1, $2, $3, $4)
            returning id, created_at
            """;

    private static final String FIND = """
            select id, account_id, app_id, scopes from oauth_token where token_hash = $1 and revoked_at is null
            """;

    private static final String REVOKE_OF_APP = """
            update oauth_token set revoked_at = coalesce(revoked_at, now()) where token_hash = $1 and app_id = $2
            returning id, token_hash
            """;

    private static final String REVOKE = """
            update oauth_token set revoked_at = now() where id = $1 and revoked_at is null returning id, token_hash
            """;

    private static final String REVOKE_OF_ACCOUNT = """
            update oauth_token set revoked_at = now() where account_id = $1 and revoked_at is null
            returning id, token_hash
            """;

    /** Ours have 43 characters; nothing much longer is worth a hash. */
    private static final int LONGEST = 200;

    private final Sql sql;
    private final Hints hints;
    private final TokenCache cache = new TokenCache();

    public Tokens(Sql sql, Hints hints) {
        this.sql = sql;
        this.hints = hints;
    }

    /** A token in the moment it is made, the only one in which its text is known. */
    record Issued(Secret secret, long id, Scopes scopes, Instant createdAt) {}

    /** Begins to hear of revocations on other nodes. */
    public Future<Void> listen() {
        return hints.listen(TokenRevoked.HINT, revoked -> cache.forget(revoked.key()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Viewer>> apply(String token) {
        if (token.isEmpty() || token.length() > LONGEST) {
            return Future.succeededFuture(Optional.empty());
        }
        Secret secret = new Secret(token);
        return cache.get(secret.key(), () -> sql.find(FIND, Tokens::viewer, secret.hash()));
    }

    /** Makes a token for an app, and for a person where there is one. */
    Future<Issued> issue(App app, Optional<AccountId> account, Scopes scopes) {
        return issue(sql, app, account, scopes);
    }

    /** The same as part of a transaction. */
    Future<Issued> issue(Sql transaction, App app, Optional<AccountId> account, Scopes scopes) {
        Secret secret = Secret.draw();
        return transaction.one(
                INSERT,
                row -> new Issued(
                        secret,
                        row.getLong("id"),
                        scopes,
                        row.getOffsetDateTime("created_at").toInstant()),
                secret.hash(),
                app.id(),
                account.map(AccountId::value).orElse(null),
                scopes.toString());
    }

    /** Revokes an app's own token, again if need be; false where the app never had such a token. */
    Future<Boolean> revoke(App app, Secret token) {
        return sql.list(REVOKE_OF_APP, Tokens::revoked, token.hash(), app.id())
                .onSuccess(this::tell)
                .map(revoked -> !revoked.isEmpty());
    }

    /** Revokes a token as part of a transaction. */
    Future<Void> revoke(Sql transaction, long id) {
        return transaction
                .list(REVOKE, Tokens::revoked, id)
                .onSuccess(revoked -> transaction.afterCommit(() -> tell(revoked)))
                .mapEmpty();
    }

    /** Revokes everything that opens this account, for when its password or its standing changes. */
    public Future<Void> revokeAll(AccountId account) {
        return sql.list(REVOKE_OF_ACCOUNT, Tokens::revoked, account.value())
                .onSuccess(this::tell)
                .mapEmpty();
    }

    /** Forgets them here before the answer goes out, and asks the other nodes to. */
    private void tell(List<TokenRevoked> revoked) {
        for (TokenRevoked token : revoked) {
            cache.forget(token.key());
            hints.publish(TokenRevoked.HINT, token);
        }
    }

    private static TokenRevoked revoked(Row row) {
        return new TokenRevoked(row.getLong("id"), Secret.key(row.getBuffer("token_hash")));
    }

    private static Viewer viewer(Row row) {
        return new Viewer(
                Optional.ofNullable(row.getLong("account_id")).map(AccountId::new),
                row.getLong("id"),
                row.getLong("app_id"),
                Scopes.parse(row.getString("scopes")).orElseThrow());
    }
}
