package social.skein.oauth;

import io.vertx.core.Future;
import java.util.function.Function;
import social.skein.account.Standings;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.sql.Db;
import social.skein.sql.Sql;
import social.skein.trace.SecurityLog;

/**
 * Changes how somebody stands, with all that hangs on it: their sessions, tokens and streams. Each step says whether it
 * changed something, so that it can be taken again. Who asks before the database was asked, from memory, may be answered
 * as before for as long as {@link TokenCache} believes what it found.
 */
public final class Admissions {
    private final Db db;
    private final Standings standings;
    private final Tokens tokens;
    private final Keys keys;
    private final Outbox outbox;

    public Admissions(Db db, Standings standings, Tokens tokens, Keys keys, Outbox outbox) {
        this.db = db;
        this.standings = standings;
        this.tokens = tokens;
        this.keys = keys;
        this.outbox = outbox;
    }

    public Future<Boolean> confirm(AccountId account) {
        return step(
                SecurityLog.Event.ACCOUNT_CONFIRMED, account, transaction -> standings.confirm(transaction, account));
    }

    public Future<Boolean> approve(AccountId account) {
        return step(
                SecurityLog.Event.ACCOUNT_APPROVED, account, transaction -> standings.approve(transaction, account));
    }

    /** Turns away somebody who asked to join; nothing stays of them. */
    public Future<Boolean> reject(AccountId account) {
        return step(
                SecurityLog.Event.ACCOUNT_REJECTED,
                account,
                transaction -> standings
                        .reject(transaction, account)
                        .compose(gone -> gone
                                ? keys.closeBrowsers(transaction, account)
                                        .compose(closed -> tokens.forget(transaction, account))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    /** Locks somebody out. Their tokens stay, and open nothing until it is undone; their sessions end. */
    public Future<Boolean> suspend(AccountId account) {
        return step(
                SecurityLog.Event.ACCOUNT_SUSPENDED,
                account,
                transaction -> standings
                        .suspend(transaction, account)
                        .compose(changed -> changed
                                ? keys.closeBrowsers(transaction, account)
                                        .compose(closed ->
                                                outbox.append(transaction, new Fact.AccountSuspended(account)))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    public Future<Boolean> unsuspend(AccountId account) {
        return step(
                SecurityLog.Event.ACCOUNT_UNSUSPENDED,
                account,
                transaction -> standings
                        .unsuspend(transaction, account)
                        .compose(changed -> changed
                                ? outbox.append(transaction, new Fact.AccountUnsuspended(account))
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    /** How many apps' tokens and browsers' sessions open the account. */
    public Future<Opened> opened(AccountId account) {
        return keys.opened(account);
    }

    /** What opens an account. */
    public record Opened(long tokens, long sessions) {}

    private Future<Boolean> step(SecurityLog.Event event, AccountId account, Function<Sql, Future<Boolean>> work) {
        return db.transaction(transaction ->
                        transaction.nextId(Ids.shard(account.value())).compose(locked -> work.apply(transaction)))
                .onSuccess(changed -> {
                    if (changed) {
                        SecurityLog.note(event, SecurityLog.operator(), "account " + account);
                    }
                });
    }
}
