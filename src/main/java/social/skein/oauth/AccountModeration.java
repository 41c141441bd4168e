package social.skein.oauth;

import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.account.AccountStates;
import social.skein.auditlog.AuditLog;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * The operator's actions on accounts, including their effects on sessions, tokens and streams. Each returns whether it
 * changed anything, so it can be repeated. A process may still accept a token from its {@link TokenCache} until the
 * entry expires or is invalidated.
 */
public final class AccountModeration {
    private final Db db;
    private final AccountStates states;
    private final Tokens tokens;
    private final AccountAccess access;
    private final Outbox outbox;

    public AccountModeration(Db db, AccountStates states, Tokens tokens, AccountAccess access, Outbox outbox) {
        this.db = db;
        this.states = states;
        this.tokens = tokens;
        this.access = access;
        this.outbox = outbox;
    }

    public Future<Boolean> confirm(AccountId account) {
        return apply(AuditLog.Event.ACCOUNT_CONFIRMED, account, tx -> states.confirm(tx, account));
    }

    public Future<Boolean> approve(AccountId account) {
        return apply(AuditLog.Event.ACCOUNT_APPROVED, account, tx -> states.approve(tx, account));
    }

    /** Rejects a sign-up: deletes the account with its sessions and tokens. */
    public Future<Boolean> reject(AccountId account) {
        return apply(
                AuditLog.Event.ACCOUNT_REJECTED,
                account,
                tx -> ifChanged(
                        states.reject(tx, account),
                        () -> access.closeSessionsAndCodes(tx, account).compose(closed -> tokens.delete(tx, account))));
    }

    /** Suspends an account. Its sessions end; its tokens stay, but are not accepted until the suspension is lifted. */
    public Future<Boolean> suspend(AccountId account) {
        return suspend(account, AuditLog.operatorActor());
    }

    /** Suspends an account in the name of an operator or a program, which the audit log names. */
    public Future<Boolean> suspend(AccountId account, String actor) {
        return apply(
                AuditLog.Event.ACCOUNT_SUSPENDED,
                account,
                actor,
                tx -> ifChanged(
                        states.suspend(tx, account),
                        () -> access.closeSessionsAndCodes(tx, account)
                                .compose(closed -> outbox.append(tx, new Fact.AccountSuspended(account)))));
    }

    public Future<Boolean> unsuspend(AccountId account) {
        return unsuspend(account, AuditLog.operatorActor());
    }

    /** Ends a suspension in the name of an operator or a program, which the audit log names. */
    public Future<Boolean> unsuspend(AccountId account, String actor) {
        return apply(
                AuditLog.Event.ACCOUNT_UNSUSPENDED,
                account,
                actor,
                tx -> ifChanged(
                        states.unsuspend(tx, account), () -> outbox.append(tx, new Fact.AccountUnsuspended(account))));
    }

    /**
     * Replaces the password of an account.
     *
     * @param revokeSessions whether to end its browser sessions
     * @param revokeApps whether to revoke the tokens of its apps
     */
    public Future<Void> resetPassword(AccountId account, String password, boolean revokeSessions, boolean revokeApps) {
        String effects = (revokeSessions ? ", sessions ended" : "") + (revokeApps ? ", apps revoked" : "");
        return access.resetPassword(account, password, revokeSessions, revokeApps)
                .onSuccess(changed -> AuditLog.record(
                        AuditLog.Event.PASSWORD_CHANGED, AuditLog.operatorActor(), "account " + account + effects));
    }

    /** The numbers of active tokens and open sessions of an account. */
    public Future<AccessCounts> countAccess(AccountId account) {
        return access.count(account);
    }

    /** The numbers of active tokens and open sessions. */
    public record AccessCounts(long tokens, long sessions) {}

    private Future<Boolean> apply(
            AuditLog.Event event, AccountId account, Function<Transaction, Future<Boolean>> change) {
        return apply(event, account, AuditLog.operatorActor(), change);
    }

    private Future<Boolean> apply(
            AuditLog.Event event, AccountId account, String actor, Function<Transaction, Future<Boolean>> change) {
        return db.inShardOf(account, (tx, id) -> change.apply(tx)).onSuccess(changed -> {
            if (changed) {
                AuditLog.record(event, actor, "account " + account);
            }
        });
    }

    /** Runs the effects of a change, unless nothing changed. */
    private static Future<Boolean> ifChanged(Future<Boolean> change, Supplier<Future<Void>> effects) {
        return change.compose(changed -> changed ? effects.get().map(true) : Future.succeededFuture(false));
    }
}
