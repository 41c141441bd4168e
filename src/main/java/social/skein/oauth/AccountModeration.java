package social.skein.oauth;

import io.vertx.core.Future;
import java.util.function.Function;
import social.skein.account.AccountStates;
import social.skein.auditlog.AuditLog;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * Changes how somebody stands, with all that hangs on it: their sessions, tokens and streams. Each step says whether it
 * changed something, so that it can be taken again. Who asks before the database was asked, from memory, may be answered
 * as before for as long as {@link TokenCache} believes what it found.
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
        return apply(AuditLog.Event.ACCOUNT_CONFIRMED, account, transaction -> states.confirm(transaction, account));
    }

    public Future<Boolean> approve(AccountId account) {
        return apply(AuditLog.Event.ACCOUNT_APPROVED, account, transaction -> states.approve(transaction, account));
    }

    /** Turns away somebody who asked to join; nothing stays of them. */
    public Future<Boolean> reject(AccountId account) {
        return apply(
                AuditLog.Event.ACCOUNT_REJECTED,
                account,
                transaction -> states.reject(transaction, account)
                        .compose(gone -> gone
                                ? access.closeSessions(transaction, account)
                                        .compose(closed -> tokens.delete(transaction, account))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    /** Locks somebody out. Their tokens stay, and open nothing until it is undone; their sessions end. */
    public Future<Boolean> suspend(AccountId account) {
        return apply(
                AuditLog.Event.ACCOUNT_SUSPENDED,
                account,
                transaction -> states.suspend(transaction, account)
                        .compose(changed -> changed
                                ? access.closeSessions(transaction, account)
                                        .compose(closed ->
                                                outbox.append(transaction, new Fact.AccountSuspended(account)))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    public Future<Boolean> unsuspend(AccountId account) {
        return apply(
                AuditLog.Event.ACCOUNT_UNSUSPENDED,
                account,
                transaction -> states.unsuspend(transaction, account)
                        .compose(changed -> changed
                                ? outbox.append(transaction, new Fact.AccountUnsuspended(account))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    /** How many apps' tokens and browsers' sessions open the account. */
    public Future<AccessCounts> countAccess(AccountId account) {
        return access.count(account);
    }

    /** What opens an account. */
    public record AccessCounts(long tokens, long sessions) {}

    private Future<Boolean> apply(AuditLog.Event event, AccountId account, Function<Sql, Future<Boolean>> change) {
        return db.transaction(transaction -> transaction
                        .nextId(SnowflakeIds.shard(account.value()))
                        .compose(locked -> change.apply(transaction)))
                .onSuccess(changed -> {
                    if (changed) {
                        AuditLog.record(event, AuditLog.operatorActor(), "account " + account);
                    }
                });
    }
}
