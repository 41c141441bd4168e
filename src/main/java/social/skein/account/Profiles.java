package social.skein.account;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Updates profiles. Unlocking an account is published as a fact, because pending follow requests are then accepted. */
public final class Profiles {
    private static final String UPDATE = """
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
    private final HintBus hints;

    public Profiles(Db db, Outbox outbox, Accounts accounts, HintBus hints) {
        this.db = db;
        this.outbox = outbox;
        this.accounts = accounts;
        this.hints = hints;
    }

    /** Applies the update and returns the updated account. */
    Future<Account> update(AccountId id, ProfileUpdate update) {
        return db.inShardOf(id, (tx, drawnId) -> update(tx, id, update)).compose(done -> accounts.get(id));
    }

    private Future<Void> update(Transaction tx, AccountId id, ProfileUpdate update) {
        AccountChanged.publishAfterCommit(tx, hints, id);
        return tx.find(UPDATE, row -> row.getBoolean("unlocked"), arguments(id, update))
                .compose(unlocked -> unlocked.orElse(false)
                        ? outbox.append(tx, new Fact.AccountUnlocked(id))
                        : Future.succeededFuture());
    }

    private static @Nullable Object[] arguments(AccountId id, ProfileUpdate update) {
        return new @Nullable Object[] {
            id.value(),
            update.displayName().orElse(null),
            update.note().orElse(null),
            update.locked().orElse(null),
            update.bot().orElse(null),
            update.discoverable().orElse(null),
            update.privacy().map(Visibility::toString).orElse(null),
            update.indexable().orElse(null),
            update.hideCollections().orElse(null),
            update.sensitive().orElse(null),
            update.language().orElse(null),
            update.fieldNames().orElse(null),
            update.fieldValues().orElse(null)
        };
    }
}
