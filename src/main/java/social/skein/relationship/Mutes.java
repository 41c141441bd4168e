package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;

/**
 * The mutes of accounts. Every query ignores expired mutes; the sweep that deletes their rows notifies the streams,
 * which keep mutes in memory.
 */
public final class Mutes {
    private static final String UPSERT = """
            insert into mute (account_id, target_id, id, notifications, expires_at)
            values ($1, $2, $3, $4, case when $5::bigint > 0 then now() + make_interval(secs => $5::bigint) end)
            on conflict (account_id, target_id) do update
               set notifications = excluded.notifications, expires_at = excluded.expires_at
            """;

    private static final String DELETE = "delete from mute where account_id = $1 and target_id = $2";

    /** The condition on rows of the table of mutes that have not expired. */
    static final String UNEXPIRED = "(expires_at is null or expires_at > now())";

    private static final String PAGE = """
            select id, target_id as account, expires_at
              from mute
             where account_id = $4 and id > $1 and id < $2 and
            """ + UNEXPIRED;

    private static final String SWEEP = """
            delete from mute
             where (account_id, target_id) in (
                   select account_id, target_id from mute where expires_at <= now() limit $1 for update skip locked)
            returning account_id as account
            """;

    private static final int BATCH_SIZE = 500;

    private final Db db;
    private final HintBus hints;

    public Mutes(Db db, HintBus hints) {
        this.db = db;
        this.hints = hints;
    }

    /** A mute, and when it expires. */
    record Mute(long id, AccountId account, Optional<OffsetDateTime> expiresAt) {
        static Mute of(Row row) {
            return new Mute(
                    row.getLong("id"),
                    AccountEntry.account(row),
                    Optional.ofNullable(row.getOffsetDateTime("expires_at")));
        }
    }

    /**
     * Mutes an account, or changes an existing mute.
     *
     * @param notifications whether to mute its notifications as well
     * @param duration zero never expires
     */
    Future<Void> mute(AccountId owner, AccountId target, boolean notifications, Duration duration) {
        return db.inShardOf(owner, (tx, id) -> {
            RelationsChanged.publishAfterCommit(tx, hints, owner);
            return tx.update(UPSERT, owner.value(), target.value(), id, notifications, duration.toSeconds())
                    .mapEmpty();
        });
    }

    /** Deletes a mute. */
    Future<Void> unmute(AccountId owner, AccountId target) {
        return db.inShardOf(owner, (tx, id) -> {
            RelationsChanged.publishAfterCommit(tx, hints, owner);
            return tx.update(DELETE, owner.value(), target.value()).mapEmpty();
        });
    }

    /** The muted accounts, latest first. */
    Future<Page<Mute>> page(AccountId owner, PageRequest window) {
        return db.readOnly().page(PAGE, window, Mute::of, Mute::id, owner.value());
    }

    /** Deletes expired mutes. */
    public Future<Void> sweep() {
        return db.list(SWEEP, AccountEntry::account, BATCH_SIZE).compose(owners -> {
            owners.forEach(account -> hints.publish(RelationsChanged.HINT, new RelationsChanged(account)));
            return owners.size() < BATCH_SIZE ? Future.succeededFuture() : sweep();
        });
    }
}
