package social.skein.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.transfer.UploadedFile;

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

    private static final String PICTURES =
            "select avatar::text as avatar, header::text as header from account where id = $1";

    private static final String SET_PICTURES =
            "update account set avatar = $2::text::jsonb, header = $3::text::jsonb where id = $1";

    /** Stores and removes the pictures of profiles. */
    public interface PictureStore {
        /** The places of a profile that show a picture. */
        enum Slot {
            AVATAR,
            HEADER
        }

        /**
         * Crops and stores an uploaded picture; a {@link Problem.Invalid} if it is not one. Unless a profile shows it
         * within a day, it is deleted.
         */
        Future<Profile.Picture> store(AccountId owner, Slot slot, UploadedFile file);

        /** Keeps the pictures that a profile shows, and deletes those that it no longer shows. */
        Future<Void> replace(Transaction tx, AccountId owner, List<MediaId> shown, List<MediaId> removed);
    }

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

    /**
     * Applies the update and returns the updated account.
     *
     * @param pictures learns which pictures the profile shows now
     */
    Future<Account> update(AccountId id, ProfileUpdate update, PictureStore pictures) {
        return db.inShardOf(
                        id,
                        (tx, drawnId) -> update(tx, id, update)
                                .compose(updated -> update.changesPictures()
                                        ? changePictures(tx, id, update::applyTo, pictures)
                                        : Future.succeededFuture()))
                .compose(done -> accounts.get(id));
    }

    /**
     * Changes the pictures of a profile.
     *
     * @param change receives the pictures that the profile shows, and returns those that it is to show
     * @param pictures learns which pictures the profile shows now
     */
    public Future<Void> changePictures(AccountId id, UnaryOperator<Profile.Pictures> change, PictureStore pictures) {
        return db.inShardOf(id, (tx, unused) -> {
            AccountChanged.publishAfterCommit(tx, hints, id);
            return changePictures(tx, id, change, pictures);
        });
    }

    private static Future<Void> changePictures(
            Transaction tx, AccountId id, UnaryOperator<Profile.Pictures> change, PictureStore pictures) {
        return tx.one(PICTURES, Profiles::pictures, id.value()).compose(before -> {
            Profile.Pictures after = change.apply(before);
            return tx.update(
                            SET_PICTURES,
                            id.value(),
                            PictureChange.toJson(after.avatar()),
                            PictureChange.toJson(after.header()))
                    .compose(set -> pictures.replace(tx, id, ids(after).toList(), removed(before, after)));
        });
    }

    private static Profile.Pictures pictures(Row row) {
        return new Profile.Pictures(
                PictureChange.fromJson(row.getString("avatar")), PictureChange.fromJson(row.getString("header")));
    }

    private static List<MediaId> removed(Profile.Pictures before, Profile.Pictures after) {
        Set<MediaId> shown = ids(after).collect(Collectors.toSet());
        return ids(before).filter(id -> !shown.contains(id)).toList();
    }

    private static Stream<MediaId> ids(Profile.Pictures pictures) {
        return Stream.of(pictures.avatar(), pictures.header())
                .flatMap(Optional::stream)
                .map(Profile.Picture::id);
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
