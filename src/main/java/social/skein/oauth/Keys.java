package social.skein.oauth;

import io.vertx.core.Future;
import social.skein.account.Credentials;
import social.skein.account.Passwords;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.sql.Db;
import social.skein.sql.Sql;
import social.skein.trace.SecurityLog;

/** All that opens an account: its password, the browsers that are signed in, the apps that were let in. */
public final class Keys {
    private final Db db;
    private final Credentials credentials;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Codes codes;

    public Keys(Db db, Credentials credentials, Passwords passwords, Sessions sessions, Tokens tokens, Codes codes) {
        this.db = db;
        this.credentials = credentials;
        this.passwords = passwords;
        this.sessions = sessions;
        this.tokens = tokens;
        this.codes = codes;
    }

    /**
     * Gives an account another password and ends its sessions, but for a new one of the browser at hand, whose secret is
     * returned. Apps have no password and stay in, unless they are to go too.
     */
    Future<Secret> changePassword(AccountId account, String password, String browser, boolean appsToo) {
        return passwords
                .hash(password)
                .compose(hash -> db.transaction(transaction -> locked(transaction, account)
                        .compose(locked -> credentials.change(transaction, account, hash))
                        .compose(changed -> closeBrowsers(transaction, account))
                        .compose(closed -> appsToo ? tokens.revokeAll(transaction, account) : Future.succeededFuture())
                        .compose(revoked -> sessions.open(transaction, account, browser))))
                .onSuccess(changed ->
                        note(SecurityLog.Event.PASSWORD_CHANGED, account, appsToo ? "apps shut out" : "apps stay in"));
    }

    /** Shuts one app out. */
    Future<Void> revokeApp(AccountId account, long app) {
        return db.transaction(transaction -> locked(transaction, account)
                        .compose(locked -> codes.callOff(transaction, account, app))
                        .compose(gone -> tokens.revokeApp(transaction, account, app)))
                .onSuccess(revoked -> note(SecurityLog.Event.APP_SHUT_OUT, account, "app " + app));
    }

    /** Signs an account out of every browser and shuts every app out. */
    public Future<Void> closeAll(AccountId account) {
        return db.transaction(transaction -> locked(transaction, account)
                        .compose(locked -> closeBrowsers(transaction, account))
                        .compose(closed -> tokens.revokeAll(transaction, account)))
                .onSuccess(revoked -> note(SecurityLog.Event.SIGNED_OUT_EVERYWHERE, account, "all apps and browsers"));
    }

    /** Takes away all that opens an account, for good: there is no password any more, and no e-mail address. */
    public Future<Void> destroy(Sql transaction, AccountId account) {
        return closeBrowsers(transaction, account)
                .compose(closed -> tokens.revokeAll(transaction, account))
                .compose(revoked -> credentials.forget(transaction, account));
    }

    /** Signs an account out of every browser, and makes worthless what apps may still be about to redeem. */
    Future<Void> closeBrowsers(Sql transaction, AccountId account) {
        return codes.callOff(transaction, account).compose(gone -> sessions.closeAll(transaction, account));
    }

    Future<Admissions.Opened> opened(AccountId account) {
        return Future.all(tokens.count(account), sessions.count(account))
                .map(counted -> new Admissions.Opened(counted.<Long>resultAt(0), counted.<Long>resultAt(1)));
    }

    private static void note(SecurityLog.Event event, AccountId account, String target) {
        SecurityLog.note(event, "account " + account, target);
    }

    private static Future<Long> locked(Sql transaction, AccountId account) {
        return transaction.nextId(Ids.shard(account.value()));
    }
}
