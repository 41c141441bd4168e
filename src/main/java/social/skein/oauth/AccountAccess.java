package social.skein.oauth;

import io.vertx.core.Future;
import java.util.function.Function;
import social.skein.account.Credentials;
import social.skein.account.PasswordHasher;
import social.skein.auditlog.AuditLog;
import social.skein.model.AccountId;
import social.skein.signin.Secret;
import social.skein.signin.Sessions;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * The credentials that give access to an account: its password, browser sessions, and the tokens of authorized apps.
 */
public final class AccountAccess {
    private final Db db;
    private final Credentials credentials;
    private final PasswordHasher passwordHasher;
    private final Sessions sessions;
    private final Tokens tokens;
    private final AuthorizationCodes codes;

    public AccountAccess(
            Db db,
            Credentials credentials,
            PasswordHasher passwordHasher,
            Sessions sessions,
            Tokens tokens,
            AuthorizationCodes codes) {
        this.db = db;
        this.credentials = credentials;
        this.passwordHasher = passwordHasher;
        this.sessions = sessions;
        this.tokens = tokens;
        this.codes = codes;
    }

    /**
     * Changes the password, ends all sessions, and opens a new one for the current browser, whose secret is returned.
     *
     * @param revokeApps whether to revoke the tokens of all apps as well
     */
    public Future<Secret> changePassword(AccountId account, String password, String userAgent, boolean revokeApps) {
        return replacePassword(
                        account,
                        password,
                        transaction -> closeSessionsAndCodes(transaction, account)
                                .compose(closed ->
                                        revokeApps ? tokens.revokeAll(transaction, account) : Future.succeededFuture())
                                .compose(revoked -> sessions.open(transaction, account, userAgent)))
                .onSuccess(changed ->
                        audit(AuditLog.Event.PASSWORD_CHANGED, account, revokeApps ? "apps revoked" : "apps kept"));
    }

    /** Replaces the password, and ends the given kinds of access. */
    Future<Void> resetPassword(AccountId account, String password, boolean closeSessions, boolean revokeApps) {
        return replacePassword(
                account,
                password,
                transaction -> (closeSessions
                                ? closeSessionsAndCodes(transaction, account)
                                : Future.<Void>succeededFuture())
                        .compose(closed ->
                                revokeApps ? revokeCodesAndTokens(transaction, account) : Future.succeededFuture()));
    }

    /** @param revocation what ends in the same transaction */
    private <T> Future<T> replacePassword(
            AccountId account, String password, Function<Transaction, Future<T>> revocation) {
        return passwordHasher
                .hash(password)
                .compose(hash -> db.inShardOf(
                        account,
                        (transaction, id) -> credentials
                                .changePassword(transaction, account, hash)
                                .compose(changed -> revocation.apply(transaction))));
    }

    private Future<Void> revokeCodesAndTokens(Transaction transaction, AccountId account) {
        return codes.invalidate(transaction, account).compose(invalidated -> tokens.revokeAll(transaction, account));
    }

    /** Revokes the codes and tokens of an app. */
    public Future<Void> revokeApp(AccountId account, long app) {
        return db.inShardOf(
                        account,
                        (transaction, id) -> codes.invalidate(transaction, account, app)
                                .compose(invalidated -> tokens.revokeApp(transaction, account, app)))
                .onSuccess(revoked -> audit(AuditLog.Event.APP_REVOKED, account, "app " + app));
    }

    /** Ends all sessions and revokes the tokens of all apps. */
    public Future<Void> revokeAll(AccountId account) {
        return db.inShardOf(
                        account,
                        (transaction, id) -> closeSessionsAndCodes(transaction, account)
                                .compose(closed -> tokens.revokeAll(transaction, account)))
                .onSuccess(revoked -> audit(AuditLog.Event.ALL_SESSIONS_REVOKED, account, "all apps and browsers"));
    }

    /** Deletes all access for good, including the password and the e-mail address. */
    public Future<Void> deleteAll(Transaction transaction, AccountId account) {
        return closeSessionsAndCodes(transaction, account)
                .compose(closed -> tokens.revokeAll(transaction, account))
                .compose(revoked -> credentials.delete(transaction, account));
    }

    /** Ends all sessions and invalidates the codes that apps have not redeemed yet. */
    Future<Void> closeSessionsAndCodes(Transaction transaction, AccountId account) {
        return codes.invalidate(transaction, account).compose(invalidated -> sessions.closeAll(transaction, account));
    }

    Future<AccountModeration.AccessCounts> count(AccountId account) {
        return Future.all(tokens.count(account), sessions.count(account))
                .map(counted ->
                        new AccountModeration.AccessCounts(counted.<Long>resultAt(0), counted.<Long>resultAt(1)));
    }

    private static void audit(AuditLog.Event event, AccountId account, String target) {
        AuditLog.record(event, "account " + account, target);
    }
}
