package social.skein.verification;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import social.skein.account.Profiles;
import social.skein.emoji.EmojiEditor;
import social.skein.media.Attachment;
import social.skein.media.MediaRepairs;
import social.skein.media.ObjectRecord;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.objectstore.ObjectStore;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.StatusMedia;
import social.skein.verification.ObjectUse.Purpose;

/**
 * Mends findings, so that no client shows a picture that does not exist. A lost thumbnail is made again; a medium whose
 * file is lost is taken out of the post or profile that shows it, and deleted; an emoji is removed.
 */
public final class MediaMender {
    private final Db db;
    private final ObjectStore store;
    private final ObjectRecords records;
    private final MediaRepairs repairs;
    private final StatusMedia statuses;
    private final Profiles profiles;
    private final Profiles.PictureStore pictures;
    private final EmojiEditor emojis;

    MediaMender(
            Db db,
            ObjectStore store,
            ObjectRecords records,
            MediaRepairs repairs,
            StatusMedia statuses,
            Profiles profiles,
            Profiles.PictureStore pictures,
            EmojiEditor emojis) {
        this.db = db;
        this.store = store;
        this.records = records;
        this.repairs = repairs;
        this.statuses = statuses;
        this.profiles = profiles;
        this.pictures = pictures;
        this.emojis = emojis;
    }

    /** Deletes orphaned objects; returns the keys of those that the store did not delete. */
    public Future<Set<String>> deleteOrphans(List<MediaFinding> orphans) {
        return store.delete(orphans.stream().map(MediaFinding::key).toList());
    }

    /** Mends one finding that is not an orphan. */
    public Future<Mending> mend(MediaFinding finding) {
        ObjectUse use = finding.use().orElseThrow(() -> new IllegalArgumentException("An orphan has no use"));
        return switch (finding.kind()) {
            case ORPHAN, MISSING -> replaceLost(use);
            case WRONG_SIZE -> mendSize(use);
            case UNRECORDED -> addRecord(use);
        };
    }

    private Future<Mending> mendSize(ObjectUse use) {
        return repairs.correctSize(use.record())
                .compose(intact -> intact ? Future.succeededFuture(Mending.RECORD_CORRECTED) : replaceLost(use));
    }

    private Future<Mending> addRecord(ObjectUse use) {
        return repairs.size(use.record().key())
                .compose(size -> size.map(bytes -> addRecord(use, bytes).map(Mending.RECORD_ADDED))
                        .orElseGet(() -> replaceUnrecorded(use)))
                .recover(failure -> failure instanceof Problem.NotFound && use.purpose() == Purpose.PROFILE
                        ? replaceLost(use)
                        : Future.failedFuture(failure));
    }

    private Future<Void> addRecord(ObjectUse use, long bytes) {
        ObjectRecord record =
                new ObjectRecord(use.record().media(), use.record().key(), bytes);
        return use.purpose() == Purpose.EMOJI ? repairs.addOfEmoji(record) : repairs.add(record);
    }

    /** The record tells whether it is the medium itself or its thumbnail. */
    private Future<Mending> replaceUnrecorded(ObjectUse use) {
        String key = use.record().key();
        return use.purpose() == Purpose.ATTACHMENT
                ? repairs.add(use.record())
                        .compose(added -> records.uses(List.of(key), Duration.ZERO))
                        .compose(uses ->
                                replaceLost(Optional.ofNullable(uses.get(key)).orElse(use)))
                : replaceLost(use);
    }

    /** Replaces what no longer exists, or is damaged. */
    private Future<Mending> replaceLost(ObjectUse use) {
        ObjectRecord record = use.record();
        return switch (use.purpose()) {
            case ATTACHMENT -> deleteMedium(use);
            case PREVIEW -> replacePreview(use);
            case PROFILE -> removeFromProfile(use.owner().orElseThrow(), record);
            case EMOJI -> removeEmoji(record);
            case UPLOAD -> repairs.failUpload(record).map(Mending.UPLOAD_FAILED);
            case NONE, IN_PROGRESS -> repairs.discard(record).map(Mending.RECORD_DELETED);
        };
    }

    private Future<Mending> deleteMedium(ObjectUse use) {
        MediaId id = use.record().media();
        AccountId owner = use.owner().orElseThrow();
        return db.inShardOf(
                owner,
                (tx, unused) -> changeStatus(
                                tx,
                                use,
                                media -> media.stream()
                                        .filter(shown -> !shown.id().equals(id))
                                        .toList())
                        .compose(removed -> repairs.delete(tx, owner, id))
                        .map(Mending.MEDIUM_DELETED));
    }

    private Future<Void> changeStatus(Transaction tx, ObjectUse use, UnaryOperator<List<Attachment>> change) {
        return use.status().map(status -> statuses.change(tx, status, change)).orElse(Future.succeededFuture());
    }

    private Future<Mending> replacePreview(ObjectUse use) {
        String main = use.main().orElseThrow();
        return repairs.size(main)
                .compose(size -> size.isEmpty()
                        ? deleteMedium(use)
                        : repairs.remakePreview(use.record(), main)
                                .compose(made ->
                                        made ? Future.succeededFuture(Mending.THUMBNAIL_MADE) : dropPreview(use)));
    }

    private Future<Mending> dropPreview(ObjectUse use) {
        MediaId id = use.record().media();
        return db.inShardOf(
                        use.owner().orElseThrow(),
                        (tx, unused) -> changeStatus(
                                        tx,
                                        use,
                                        media -> media.stream()
                                                .map(shown -> shown.id().equals(id) ? shown.withoutPreview() : shown)
                                                .toList())
                                .compose(shown -> repairs.dropPreview(tx, use.record())))
                .compose(dropped -> repairs.discard(use.record()))
                .map(Mending.THUMBNAIL_DROPPED);
    }

    private Future<Mending> removeEmoji(ObjectRecord record) {
        return emojis.list()
                .compose(all -> all.stream()
                        .filter(emoji -> emoji.id().equals(record.media()))
                        .findFirst()
                        .map(emoji -> emojis.remove(emoji.shortcode()))
                        .orElse(Future.succeededFuture(false)))
                .map(Mending.EMOJI_REMOVED);
    }

    private Future<Mending> removeFromProfile(AccountId owner, ObjectRecord record) {
        return profiles.changePictures(owner, before -> before.without(record.key()), pictures)
                .compose(removed -> db.inShardOf(owner, (tx, unused) -> repairs.delete(tx, owner, record.media())))
                .map(Mending.REMOVED_FROM_PROFILE);
    }
}
