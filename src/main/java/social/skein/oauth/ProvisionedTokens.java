package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.account.AccountStates;
import social.skein.http.Scopes;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Db;

/** The access tokens that an operator issues for an account, without the consent page. */
public final class ProvisionedTokens {
    private final Db db;
    private final Apps apps;
    private final Tokens tokens;

    ProvisionedTokens(Db db, Apps apps, Tokens tokens) {
        this.db = db;
        this.apps = apps;
        this.tokens = tokens;
    }

    /** A new token; its text is not stored. */
    public record OperatorToken(String id, String accessToken, String tokenType, String scope, long createdAt) {
        private static OperatorToken of(Tokens.Issued issued) {
            TokenView view = TokenView.of(issued);
            return new OperatorToken(
                    Long.toString(issued.id()), view.accessToken(), view.tokenType(), view.scope(), view.createdAt());
        }

        @Override
        public String toString() {
            return "token " + id;
        }
    }

    /**
     * Issues a token. Fails with a {@link Problem.NotFound} if the account does not exist or is deleted, and with a
     * {@link Problem.Forbidden} if it is not active. The state is read in the transaction, so that a concurrent
     * deletion revokes the token.
     */
    public Future<OperatorToken> issue(AccountId account, String appName, Scopes scopes) {
        return apps.operatorApp(appName, scopes)
                .compose(app -> db.inShardOf(
                        account,
                        (transaction, id) -> new AccountStates(transaction)
                                .byId(account)
                                .compose(found -> {
                                    found.orElseThrow(Problem.NotFound::new)
                                            .state()
                                            .denialMessage()
                                            .ifPresent(reason -> {
                                                throw new Problem.Forbidden(reason);
                                            });
                                    return tokens.issue(transaction, app, Optional.of(account), scopes);
                                })))
                .map(OperatorToken::of);
    }

    /** Revokes a token of an account; idempotent. False if the account has no such token. */
    public Future<Boolean> revoke(AccountId account, long token) {
        return tokens.revoke(account, token);
    }
}
