package social.skein.deletion;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import social.skein.account.Tombstones;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.model.AccountId;
import social.skein.oauth.AccountAccess;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Deletes accounts: revokes all access, hides the account, and starts the erasure of its data. The username stays
 * taken.
 */
public final class AccountDeleter {
    /** By then requests that were in flight during the deletion have ended; the second pass erases what they wrote. */
    private static final Duration SECOND_PASS_DELAY = Duration.ofMinutes(1);

    private final Db db;
    private final Tombstones tombstones;
    private final AccountAccess access;
    private final AccountDeletions deletions;
    private final Outbox outbox;
    private final ScheduledFacts scheduledFacts;

    public AccountDeleter(
            Db db,
            Tombstones tombstones,
            AccountAccess access,
            AccountDeletions deletions,
            Outbox outbox,
            ScheduledFacts scheduledFacts) {
        this.db = db;
        this.tombstones = tombstones;
        this.access = access;
        this.deletions = deletions;
        this.outbox = outbox;
        this.scheduledFacts = scheduledFacts;
    }

    /** Deletes an account; false if it does not exist or is deleted already. */
    public Future<Boolean> delete(AccountId account) {
        return db.inShardOf(
                account,
                (tx, id) -> tombstones
                        .markDeleted(tx, account)
                        .compose(marked -> marked.map(username ->
                                        delete(tx, account, username).map(true))
                                .orElse(Future.succeededFuture(false))));
    }

    private Future<Void> delete(Transaction tx, AccountId account, String username) {
        Fact deleted = new Fact.AccountDeleted(account);
        return access.deleteAll(tx, account)
                .compose(revoked -> deletions.start(tx, account, username))
                .compose(started -> outbox.append(tx, deleted))
                .compose(appended -> scheduledFacts.schedule(
                        tx, "departure-" + account, Clock.systemUTC().instant().plus(SECOND_PASS_DELAY), deleted));
    }
}
