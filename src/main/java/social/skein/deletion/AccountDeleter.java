package social.skein.deletion;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import social.skein.account.Tombstones;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.oauth.AccountAccess;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** The moment in which an account is deleted: nothing opens it any more, it is there for nobody, its name stays taken. */
public final class AccountDeleter {
    /** What was under way in that moment has ended by then, and goes too. */
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

    /** False where that was so before, or there never was such an account. */
    public Future<Boolean> delete(AccountId account) {
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(account.value()))
                .compose(held -> tombstones.markDeleted(tx, account))
                .compose(name ->
                        name.map(known -> delete(tx, account, known).map(true)).orElse(Future.succeededFuture(false))));
    }

    private Future<Void> delete(Sql tx, AccountId account, String name) {
        Fact left = new Fact.AccountDeleted(account);
        return access.deleteAll(tx, account)
                .compose(shut -> deletions.start(tx, account, name))
                .compose(begun -> outbox.append(tx, left))
                .compose(told -> scheduledFacts.schedule(
                        tx, "departure-" + account, Clock.systemUTC().instant().plus(SECOND_PASS_DELAY), left));
    }
}
