package social.skein.oauth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.account.AccountState;
import social.skein.auditlog.AuditLog;
import social.skein.cluster.HintBus;
import social.skein.http.Caller;
import social.skein.http.Scopes;
import social.skein.http.TokenAuthenticator;
import social.skein.model.AccountId;
import social.skein.signin.Secret;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** The access tokens of the API. They do not expire; a revoked token keeps its row. */
public final class Tokens implements TokenAuthenticator {
    private static final String INSERT = """
            insert into oauth_token (token_hash, app_id, account_id, scopes) values ($1, $2, $3, $4)
            returning id, created_at
            """;

    /** Includes the state of the account, so that authenticating a request takes one statement. */
    private static final String FIND = """
            select t.id, t.account_id, t.app_id, t.scopes, t.last_used_on is distinct from current_date as first_today,
                   extract(epoch from now() - t.created_at)::bigint as age,
            """ + AccountState.COLUMN + """
              from oauth_token t left join account a on a.id = t.account_id
             where t.token_hash = $1 and t.revoked_at is null and (t.account_id is null or a.id is not null)
            """;

    private static final String MARK_USED =
            "update oauth_token set last_used_on = current_date where id = $1 and last_used_on is distinct from current_date";

    private static final String REVOKE_OF_APP = """
            update oauth_token set revoked_at = coalesce(revoked_at, now()) where token_hash = $1 and app_id = $2
            returning id, token_hash, revoked_at = now() as first
            """;

    private static final String EXISTS = "select id from oauth_token where token_hash = $1";

    private static final String REVOKE = """
            update oauth_token set revoked_at = now() where id = $1 and revoked_at is null returning id, token_hash
            """;

    private static final String REVOKE_OF_ACCOUNT = """
            update oauth_token set revoked_at = now() where account_id = $1 and revoked_at is null
            returning id, token_hash
            """;

    private static final String REVOKE_APP_OF_ACCOUNT = """
            update oauth_token set revoked_at = now() where account_id = $1 and app_id = $2 and revoked_at is null
            returning id, token_hash
            """;

    private static final String REVOKE_ONE_OF_ACCOUNT = """
            update oauth_token set revoked_at = coalesce(revoked_at, now()) where id = $1 and account_id = $2
            returning id, token_hash
            """;

    private static final String LIST_OF_ACCOUNT = "select id, token_hash from oauth_token where account_id = $1";

    private static final String DELETE = "delete from oauth_token where account_id = $1";

    private static final String COUNT =
            "select count(*) as n from oauth_token where account_id = $1 and revoked_at is null";

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    /** Tokens have 43 characters; much longer input is not worth hashing. */
    private static final int MAX_LENGTH = 200;

    private final Sql sql;
    private final HintBus hints;
    private final BiConsumer<AccountId, Duration> onAuthenticated;
    private final TokenCache cache = new TokenCache();

    /** @param onAuthenticated called after each lookup in the database with the token's account and age */
    public Tokens(Sql sql, HintBus hints, BiConsumer<AccountId, Duration> onAuthenticated) {
        this.sql = sql;
        this.hints = hints;
        this.onAuthenticated = onAuthenticated;
    }

    /** A new token, with its text, which is not stored. */
    record Issued(Secret secret, long id, Scopes scopes, Instant createdAt) {}

    /** Subscribes to revocations on other nodes. */
    public Future<Void> listen() {
        return hints.subscribeOnContext(TokenRevoked.HINT, revoked -> cache.invalidate(revoked.key()))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Caller>> apply(String token) {
        if (token.isEmpty() || token.length() > MAX_LENGTH) {
            return Future.succeededFuture(Optional.empty());
        }
        Secret secret = new Secret(token);
        return cache.get(cache.key(secret), () -> sql.find(FIND, this::toViewer, secret.hash()));
    }

    /** Stores the day of use, which the list of authorized apps shows; the request does not wait for it. */
    private void markUsed(long id) {
        sql.update(MARK_USED, id)
                .onFailure(failure ->
                        LOG.warn("Storing the day on which token {} was used failed: {}", id, failure.getMessage()));
    }

    /** Issues a token to an app, for an account or for the app itself. */
    Future<Issued> issue(App app, Optional<AccountId> account, Scopes scopes) {
        return issue(sql, app, account, scopes);
    }

    /** Issues a token, as part of a transaction if these are its statements. */
    Future<Issued> issue(Sql statements, App app, Optional<AccountId> account, Scopes scopes) {
        Secret secret = Secret.generate();
        return statements.one(
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

    /**
     * Revokes a token of the app; idempotent. False if the token belongs to another app; a token that does not exist is
     * as good as revoked (RFC 7009, section 2.2).
     */
    Future<Boolean> revoke(App app, Secret token) {
        return sql.find(REVOKE_OF_APP, row -> row, token.hash(), app.id())
                .onSuccess(found -> found.ifPresent(row -> {
                    publishRevocations(List.of(toRevocation(row)));
                    if (row.getBoolean("first")) {
                        audit(AuditLog.Event.TOKEN_REVOKED, app, row.getLong("id"));
                    }
                }))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(true)
                        : sql.find(EXISTS, row -> row, token.hash()).map(Optional::isEmpty));
    }

    /** Revokes the token of a code that was redeemed twice, as part of a transaction. */
    Future<Void> revokeReplayed(Transaction transaction, App app, long id) {
        return transaction
                .list(REVOKE, Tokens::toRevocation, id)
                .onSuccess(revoked -> transaction.afterCommit(() -> {
                    publishRevocations(revoked);
                    revoked.forEach(token -> audit(AuditLog.Event.CODE_REUSED, app, token.token()));
                }))
                .mapEmpty();
    }

    /** Revokes one token of an account; idempotent. False if the account has no such token. */
    Future<Boolean> revoke(AccountId account, long id) {
        return sql.find(REVOKE_ONE_OF_ACCOUNT, Tokens::toRevocation, id, account.value())
                .onSuccess(found -> publishRevocations(found.stream().toList()))
                .map(Optional::isPresent);
    }

    /** Revokes all tokens of an account. */
    Future<Void> revokeAll(Transaction transaction, AccountId account) {
        return transaction
                .list(REVOKE_OF_ACCOUNT, Tokens::toRevocation, account.value())
                .onSuccess(revoked -> transaction.afterCommit(() -> publishRevocations(revoked)))
                .mapEmpty();
    }

    /** Revokes the tokens of one app for an account. */
    Future<Void> revokeApp(Transaction transaction, AccountId account, long app) {
        return transaction
                .list(REVOKE_APP_OF_ACCOUNT, Tokens::toRevocation, account.value(), app)
                .onSuccess(revoked -> transaction.afterCommit(() -> publishRevocations(revoked)))
                .mapEmpty();
    }

    /** Drops the account's tokens from the caches of all nodes and closes their streams; the tokens stay valid. */
    public Future<Void> invalidate(AccountId account) {
        return sql.list(LIST_OF_ACCOUNT, Tokens::toRevocation, account.value())
                .onSuccess(this::publishRevocations)
                .mapEmpty();
    }

    /** Deletes the tokens of a deleted account. */
    Future<Void> delete(Transaction transaction, AccountId account) {
        return transaction.update(DELETE, account.value()).mapEmpty();
    }

    /** The number of active tokens of an account. */
    Future<Long> count(AccountId account) {
        return sql.one(COUNT, row -> row.getLong("n"), account.value());
    }

    /** Drops the tokens from the local cache before the response is sent, and from the other nodes' by hint. */
    private void publishRevocations(List<TokenRevoked> revocations) {
        for (TokenRevoked token : revocations) {
            cache.invalidate(token.key());
            hints.publish(TokenRevoked.HINT, token);
        }
    }

    private static void audit(AuditLog.Event event, App app, long token) {
        AuditLog.record(event, "app " + app.id(), "token " + token);
    }

    private static TokenRevoked toRevocation(Row row) {
        return new TokenRevoked(row.getLong("id"), Secret.encodedHash(row.getBuffer("token_hash")));
    }

    private Caller toViewer(Row row) {
        long id = row.getLong("id");
        if (row.getBoolean("first_today")) {
            markUsed(id);
        }
        Optional<AccountId> account =
                Optional.ofNullable(row.getLong("account_id")).map(AccountId::new);
        account.ifPresent(owner -> onAuthenticated.accept(owner, Duration.ofSeconds(row.getLong("age"))));
        return new Caller(
                account,
                id,
                row.getLong("app_id"),
                Scopes.parse(row.getString("scopes")).orElseThrow(),
                account.flatMap(owner -> AccountState.of(row).denialMessage()));
    }
}
