package social.skein.account;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Visibility;
import social.skein.sql.Db;

/** Changes what people say about themselves. Who lets everybody in from now on is told of: some may be waiting. */
public final class Profiles {
    private static final String CHANGE = """
            with before as (select locked from account where id = $1)
            update account
               set display_name = coalesce($2, display_name), note = coalesce($3, note),
                   locked = coalesce($4, account.locked), bot = coalesce($5, bot),
                   discoverable = coalesce($6, discoverable), privacy = coalesce($7, privacy),
                   indexable = coalesce($8, indexable), hide_collections = coalesce($9, hide_collections),
                   sensitive = coalesce($10, sensitive), language = nullif(coalesce($11, language), ''),
                   field_names = coalesce($12, field_names), field_values = coalesce($13, field_values)
              from before
             where id = $1
            returning before.locked and not account.locked as unlocked
            """;

    private final Db db;
    private final Outbox outbox;
    private final Accounts accounts;
    private final Hints hints;

    public Profiles(Db db, Outbox outbox, Accounts accounts, Hints hints) {
        this.db = db;
        this.outbox = outbox;
        this.accounts = accounts;
        this.hints = hints;
    }

    /** Changes what {@code change} names and leaves the rest. */
    Future<Account> change(AccountId id, ProfileChange change) {
        return db.transaction(tx -> {
                    AccountChanged.after(tx, hints, id);
                    return tx.nextId(Ids.shard(id.value()))
                            .compose(drawn -> tx.find(CHANGE, row -> row.getBoolean("unlocked"), arguments(id, change)))
                            .compose(unlocked -> unlocked.orElse(false)
                                    ? outbox.append(tx, new Fact.AccountUnlocked(id))
                                    : Future.succeededFuture());
                })
                .compose(done -> accounts.get(id));
    }

    private static @Nullable Object[] arguments(AccountId id, ProfileChange change) {
        return new @Nullable Object[] {
            id.value(),
            change.displayName().orElse(null),
            change.note().orElse(null),
            change.locked().orElse(null),
            change.bot().orElse(null),
            change.discoverable().orElse(null),
            change.privacy().map(Visibility::toString).orElse(null),
            change.indexable().orElse(null),
            change.hideCollections().orElse(null),
            change.sensitive().orElse(null),
            change.language().orElse(null),
            change.names().orElse(null),
            change.values().orElse(null)
        };
    }
}
