package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Page;
import social.skein.model.Window;
import social.skein.sql.Db;

/**
 * Whom somebody does not want to read for now. A mute that has run out counts for nothing wherever it is asked about; that
 * its row is taken away later lets streams know, which keep mutes in memory.
 */
public final class Mutes {
    private static final String PUT = """
            insert into mute (account_id, target_id, id, notifications, expires_at)
            values ($1, $2, $3, $4, case when $5::bigint > 0 then now() + make_interval(secs => $5::bigint) end)
            on conflict (account_id, target_id) do update
               set notifications = excluded.notifications, expires_at = excluded.expires_at
            """;

    private static final String REMOVE = "delete from mute where account_id = $1 and target_id = $2";

    private static final String OF_ACCOUNT = """
            select id, target_id as account, expires_at
              from mute
             where account_id = $4 and id > $1 and id < $2 and (expires_at is null or expires_at > now())
            """;

    private static final String SWEEP = """
            delete from mute
             where (account_id, target_id) in (
                   select account_id, target_id from mute where expires_at <= now() limit $1 for update skip locked)
            returning account_id as account
            """;

    private static final int AT_ONCE = 500;

    private final Db db;
    private final Hints hints;

    public Mutes(Db db, Hints hints) {
        this.db = db;
        this.hints = hints;
    }

    /** A mute, and when it runs out. */
    record Mute(long id, AccountId account, Optional<OffsetDateTime> until) {
        static Mute of(Row row) {
            return new Mute(
                    row.getLong("id"), Entry.account(row), Optional.ofNullable(row.getOffsetDateTime("expires_at")));
        }
    }

    /**
     * Mutes from now on, or changes how.
     *
     * @param notifications whether what they do brings no notifications either
     * @param lasting zero is until it is taken back
     */
    Future<Void> mute(AccountId owner, AccountId target, boolean notifications, Duration lasting) {
        return db.transaction(tx -> tx.nextId(Ids.shard(owner.value())).compose(id -> {
            TiesChanged.after(tx, hints, owner);
            return tx.update(PUT, owner.value(), target.value(), id, notifications, lasting.toSeconds())
                    .mapEmpty();
        }));
    }

    /** Mutes no longer. */
    Future<Void> unmute(AccountId owner, AccountId target) {
        return db.transaction(tx -> tx.nextId(Ids.shard(owner.value())).compose(id -> {
            TiesChanged.after(tx, hints, owner);
            return tx.update(REMOVE, owner.value(), target.value()).mapEmpty();
        }));
    }

    /** Whom an account mutes, newest first. */
    Future<Page<Mute>> of(AccountId owner, Window window) {
        return db.reading().page(OF_ACCOUNT, window, Mute::of, Mute::id, owner.value());
    }

    /** Takes away the mutes that have run out. */
    public Future<Void> sweep() {
        return db.list(SWEEP, Entry::account, AT_ONCE).compose(swept -> {
            swept.forEach(account -> hints.publish(TiesChanged.HINT, new TiesChanged(account)));
            return swept.size() < AT_ONCE ? Future.succeededFuture() : sweep();
        });
    }
}
