package social.skein.oauth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.http.Scopes;
import social.skein.model.AccountId;
import social.skein.signin.Secret;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Authorization codes. An app receives a code through the user's browser and redeems it for a token: once, within 10
 * minutes, and with the redirect URI it was issued for. A second redemption means that the code leaked, so it revokes
 * the token.
 */
public final class AuthorizationCodes {
    private static final String INSERT = """
            insert into oauth_code (code_hash, app_id, account_id, redirect_uri, scopes, code_challenge)
            values ($1, $2, $3, $4, $5, $6)
            """;

    /** Locks the row until the transaction ends, so that concurrent redemptions of a code run one after the other. */
    private static final String FIND_FOR_UPDATE = """
            select app_id, account_id, redirect_uri, scopes, code_challenge, token_id,
                   created_at < now() - interval '10 minutes' as expired
              from oauth_code
             where code_hash = $1
               for update
            """;

    private static final String MARK_REDEEMED = "update oauth_code set token_id = $2 where code_hash = $1";

    private static final String DELETE_EXPIRED = "delete from oauth_code where created_at < now() - interval '1 day'";

    private static final String DELETE_OF_APP = "delete from oauth_code where account_id = $1 and app_id = $2";

    private static final String DELETE_OF_ACCOUNT = "delete from oauth_code where account_id = $1";

    private final Db db;
    private final Tokens tokens;

    public AuthorizationCodes(Db db, Tokens tokens) {
        this.db = db;
        this.tokens = tokens;
    }

    /** A request to redeem a code. */
    record Redemption(App app, Secret code, String redirectUri, Optional<String> verifier) {}

    private record Code(
            long app,
            AccountId account,
            String redirectUri,
            Scopes scopes,
            Optional<CodeChallenge> challenge,
            Optional<Long> token,
            boolean expired) {

        static Code of(Row row) {
            return new Code(
                    row.getLong("app_id"),
                    new AccountId(row.getLong("account_id")),
                    row.getString("redirect_uri"),
                    Scopes.parse(row.getString("scopes")).orElseThrow(),
                    Optional.ofNullable(row.getString("code_challenge")).map(CodeChallenge::new),
                    Optional.ofNullable(row.getLong("token_id")),
                    row.getBoolean("expired"));
        }

        boolean matches(Redemption redemption) {
            return !expired
                    && app == redemption.app().id()
                    && redirectUri.equals(redemption.redirectUri())
                    && CodeChallenge.verify(challenge, redemption.verifier());
        }
    }

    public Future<Secret> issue(AuthorizationRequest authorization, AccountId account) {
        Secret code = Secret.generate();
        return db.update(
                        INSERT,
                        code.hash(),
                        authorization.response().app().id(),
                        account.value(),
                        authorization.response().redirectUri().text(),
                        authorization.scopes().toString(),
                        authorization.challenge().map(CodeChallenge::text).orElse(null))
                .map(code);
    }

    /** The token; empty if the code is invalid, expired, or already redeemed. */
    Future<Optional<Tokens.Issued>> redeem(Redemption redemption) {
        return db.transaction(transaction -> transaction
                .find(FIND_FOR_UPDATE, Code::of, redemption.code().hash())
                .compose(found -> found.map(code -> redeem(transaction, code, redemption))
                        .orElse(Future.succeededFuture(Optional.empty()))));
    }

    private Future<Optional<Tokens.Issued>> redeem(Transaction transaction, Code code, Redemption redemption) {
        if (code.token().isPresent()) {
            return tokens.revokeReplayed(
                            transaction, redemption.app(), code.token().get())
                    .map(Optional.empty());
        }
        if (!code.matches(redemption)) {
            return Future.succeededFuture(Optional.empty());
        }
        return tokens.issue(transaction, redemption.app(), Optional.of(code.account()), code.scopes())
                .compose(issued -> transaction
                        .update(MARK_REDEEMED, redemption.code().hash(), issued.id())
                        .map(Optional.of(issued)));
    }

    /** Invalidates the codes of an app for an account. */
    Future<Void> invalidate(Transaction transaction, AccountId account, long app) {
        return transaction.update(DELETE_OF_APP, account.value(), app).mapEmpty();
    }

    /** Invalidates the codes of all apps for an account. */
    Future<Void> invalidate(Transaction transaction, AccountId account) {
        return transaction.update(DELETE_OF_ACCOUNT, account.value()).mapEmpty();
    }

    /** Deletes codes older than a day. */
    public Future<Integer> sweep() {
        return db.update(DELETE_EXPIRED);
    }
}
