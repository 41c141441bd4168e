package social.skein.oauth;

import io.vertx.core.Future;
import social.skein.account.Credentials;
import social.skein.account.PasswordHasher;
import social.skein.auditlog.AuditLog;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.signin.Secret;
import social.skein.signin.Sessions;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** All that opens an account: its password, the browsers that are signed in, the apps that were let in. */
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
     * Gives an account another password and ends its sessions, but for a new one of the browser at hand, whose secret is
     * returned. Apps have no password and stay in, unless they are to go too.
     */
    public Future<Secret> changePassword(AccountId account, String password, String userAgent, boolean revokeApps) {
        return passwordHasher
                .hash(password)
                .compose(hash -> db.transaction(transaction -> lockShard(transaction, account)
                        .compose(locked -> credentials.changePassword(transaction, account, hash))
                        .compose(changed -> closeSessions(transaction, account))
                        .compose(closed ->
                                revokeApps ? tokens.revokeAll(transaction, account) : Future.succeededFuture())
                        .compose(revoked -> sessions.open(transaction, account, userAgent))))
                .onSuccess(changed ->
                        audit(AuditLog.Event.PASSWORD_CHANGED, account, revokeApps ? "apps shut out" : "apps stay in"));
    }

    /** Shuts one app out. */
    public Future<Void> revokeApp(AccountId account, long app) {
        return db.transaction(transaction -> lockShard(transaction, account)
                        .compose(locked -> codes.invalidate(transaction, account, app))
                        .compose(gone -> tokens.revokeApp(transaction, account, app)))
                .onSuccess(revoked -> audit(AuditLog.Event.APP_REVOKED, account, "app " + app));
    }

    /** Signs an account out of every browser and shuts every app out. */
    public Future<Void> revokeAll(AccountId account) {
        return db.transaction(transaction -> lockShard(transaction, account)
                        .compose(locked -> closeSessions(transaction, account))
                        .compose(closed -> tokens.revokeAll(transaction, account)))
                .onSuccess(revoked -> audit(AuditLog.Event.ALL_SESSIONS_REVOKED, account, "all apps and browsers"));
    }

    /** Takes away all that opens an account, for good: there is no password any more, and no e-mail address. */
    public Future<Void> deleteAll(Sql transaction, AccountId account) {
        return closeSessions(transaction, account)
                .compose(closed -> tokens.revokeAll(transaction, account))
                .compose(revoked -> credentials.delete(transaction, account));
    }

    /** Signs an account out of every browser, and makes worthless what apps may still be about to redeem. */
    Future<Void> closeSessions(Sql transaction, AccountId account) {
        return codes.invalidate(transaction, account).compose(gone -> sessions.closeAll(transaction, account));
    }

    Future<AccountModeration.AccessCounts> count(AccountId account) {
        return Future.all(tokens.count(account), sessions.count(account))
                .map(counted ->
                        new AccountModeration.AccessCounts(counted.<Long>resultAt(0), counted.<Long>resultAt(1)));
    }

    private static void audit(AuditLog.Event event, AccountId account, String target) {
        AuditLog.record(event, "account " + account, target);
    }

    private static Future<Long> lockShard(Sql transaction, AccountId account) {
        return transaction.nextId(SnowflakeIds.shard(account.value()));
    }
}
