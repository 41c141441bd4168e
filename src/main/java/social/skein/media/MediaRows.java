package social.skein.media;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.account.Profiles;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** The rows of media and of their objects, from the upload to the removal. */
final class MediaRows {
    private static final String INSERT = """
            insert into media (id, account_id, purpose, kind, state, description, focus_x, focus_y, shard)
            values ($1, $2, $3, $4, 'receiving', $5, $6, $7, $8)
            """;

    /** Locks the row of the medium, so that it cannot be deleted between the check and the insert. */
    private static final String INSERT_OBJECT = """
            insert into media_object (media_id, key, bytes, shard)
            select id, $2, $3, shard from media where id = $1 and shard = $4 and state <> 'deleted' for share
            """;

    /** The same for an emoji. */
    private static final String INSERT_EMOJI_OBJECT = """
            insert into media_object (media_id, key, bytes, shard)
            select id, $2, $3, $4 from custom_emoji where id = $1 and state = 'receiving' for share
            """;

    private static final String HAS_OBJECT =
            "select count(*) as n from media_object where media_id = $1 and key = $2 and shard = $3";

    private static final String FIND = """
            select id, account_id, kind, state, status_id, description, focus_x, focus_y, files::text, failure
              from media where id = $1 and shard = $2 and state <> 'deleted' and purpose = 'attachment'
            """;

    private static final String SET_UPLOADED =
            "update media set state = 'uploaded', updated_at = now() where id = $1 and shard = $2 and state = 'receiving'";

    private static final String SET_READY = """
            update media set state = 'ready', kind = $3, files = $4::text::jsonb, updated_at = now()
             where id = $1 and shard = $2 and state in ('receiving', 'uploaded')
            """;

    /** Fails if another request has replaced the files meanwhile. */
    private static final String REPLACE_FILES = """
            update media set files = $3::text::jsonb, updated_at = now()
             where id = $1 and shard = $2 and state = 'ready' and status_id is null and files = $4::text::jsonb
            """;

    private static final String SET_FAILED = """
            update media set state = 'failed', failure = $3, updated_at = now()
             where id = $1 and shard = $2 and state in ('receiving', 'uploaded')
            """;

    private static final String SET_SHOWN = """
            update media set state = 'ready', updated_at = now()
             where id = any($1) and shard = $2 and account_id = $3 and state = 'receiving'
            """;

    private static final String SET_DELETED = """
            update media set state = 'deleted', updated_at = now()
             where id = any($1) and shard = $2 and account_id = $3 and state <> 'deleted' and (status_id is null or not $4)
            returning id
            """;

    private static final String OBJECTS = "select key from media_object where media_id = any($1) and shard = $2";

    private static final String DELETE_OBJECTS = "delete from media_object where key = any($1) and shard = $2";

    /** Only rows without objects: one that was added meanwhile is removed by the next attempt. */
    private static final String DELETE = """
            delete from media m
             where id = any($1) and shard = $2 and state = 'deleted'
               and not exists (select from media_object o where o.media_id = m.id and o.shard = m.shard)
            """;

    private static final String TOUCH = "update media set updated_at = now() where id = $1 and shard = $2";

    private static final String USED_BYTES = """
            select coalesce(sum(o.bytes), 0)::bigint as bytes
              from media m join media_object o on o.media_id = m.id and o.shard = m.shard
             where m.account_id = $1 and m.shard = $2
            """;

    private static final String FORGOTTEN = """
            select id, account_id from media
             where status_id is null and updated_at < now() - interval '1 day'
               and ((purpose = 'attachment' and state in ('ready', 'failed')) or state in ('receiving', 'deleted'))
             order by updated_at
             limit $1
            """;

    private static final String STUCK = """
            select id, account_id from media
             where state = 'uploaded' and updated_at < now() - interval '1 hour'
             order by updated_at
             limit $1
            """;

    private final Db db;
    private final Outbox outbox;

    MediaRows(Db db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** What an upload is for. */
    enum Purpose {
        ATTACHMENT,
        AVATAR,
        HEADER;

        static Purpose of(Profiles.PictureStore.Slot slot) {
            return slot == Profiles.PictureStore.Slot.AVATAR ? AVATAR : HEADER;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A medium and its owner. */
    record OwnedMedia(MediaId id, AccountId owner) {}

    /** Creates the row of a medium whose bytes are about to be stored. */
    Future<MediaId> create(AccountId owner, Purpose purpose, MediaKind kind, MediaAttributes attributes) {
        Focus focus = attributes.focus().orElse(Focus.CENTER);
        return db.inShardOf(
                owner,
                (tx, id) -> tx.update(
                                INSERT,
                                id,
                                owner.value(),
                                purpose.toString(),
                                kind.toString(),
                                attributes.description().orElse(""),
                                (float) focus.x(),
                                (float) focus.y(),
                                shard(owner))
                        .map(new MediaId(id)));
    }

    /** Records an object before it is stored; a {@link Problem.NotFound} if the medium is deleted. */
    Future<Void> recordObject(MediaId id, String key, long bytes) {
        return requireOwner(db.update(INSERT_OBJECT, id.value(), key, bytes, id.shard()));
    }

    /** Records a picture of an emoji before it is stored; a {@link Problem.NotFound} if the emoji is removed. */
    Future<Void> recordEmojiObject(MediaId emoji, String key, long bytes) {
        return requireOwner(db.update(INSERT_EMOJI_OBJECT, emoji.value(), key, bytes, emoji.shard()));
    }

    private static Future<Void> requireOwner(Future<Integer> inserted) {
        return inserted.compose(
                rows -> rows == 1 ? Future.succeededFuture() : Future.failedFuture(new Problem.NotFound()));
    }

    /** Whether the row of an object still exists: its medium may have been deleted. */
    Future<Boolean> hasObject(MediaId id, String key) {
        return db.one(HAS_OBJECT, row -> row.getLong("n") > 0, id.value(), key, id.shard());
    }

    /** The attachment unless it is deleted, as the primary database has it. */
    Future<Optional<Media>> find(MediaId id) {
        return db.find(FIND, Media::of, id.value(), id.shard());
    }

    /** Queues an upload for processing. */
    Future<Void> queue(AccountId owner, MediaId id) {
        return db.inShardOf(
                owner,
                (tx, unused) -> tx.update(SET_UPLOADED, id.value(), id.shard())
                        .compose(queued -> queued == 0
                                ? Future.succeededFuture()
                                : outbox.append(tx, new Fact.MediaUploaded(owner, id))));
    }

    /** Returns whether it became ready; false if it was deleted meanwhile. */
    Future<Boolean> markReady(MediaId id, MediaKind kind, MediaFiles files) {
        return db.update(SET_READY, id.value(), id.shard(), kind.toString(), Json.encode(files))
                .map(rows -> rows == 1);
    }

    /** Returns whether they were replaced; false if the medium was attached, deleted or changed meanwhile. */
    Future<Boolean> replaceFiles(MediaId id, MediaFiles before, MediaFiles after) {
        return db.update(REPLACE_FILES, id.value(), id.shard(), Json.encode(after), Json.encode(before))
                .map(rows -> rows == 1);
    }

    /** Marks stored pictures that a profile shows from now on. */
    Future<Void> markShown(Transaction tx, AccountId owner, Collection<MediaId> pictures) {
        return tx.update(SET_SHOWN, ids(pictures), shard(owner), owner.value()).mapEmpty();
    }

    /** @param failure a clause for the owner */
    Future<Void> markFailed(MediaId id, String failure) {
        return db.update(SET_FAILED, id.value(), id.shard(), failure).mapEmpty();
    }

    /** Deletes media of one owner; their bytes follow through the outbox. Returns the deleted ones. */
    Future<List<MediaId>> delete(Transaction tx, AccountId owner, Collection<MediaId> media, boolean onlyUnattached) {
        return tx.list(
                        SET_DELETED,
                        row -> new MediaId(row.getLong("id")),
                        ids(media),
                        shard(owner),
                        owner.value(),
                        onlyUnattached)
                .compose(deleted -> deleted.isEmpty()
                        ? Future.succeededFuture(deleted)
                        : outbox.append(tx, new Fact.MediaDeleted(owner, deleted))
                                .map(deleted));
    }

    Future<List<MediaId>> delete(AccountId owner, Collection<MediaId> media, boolean onlyUnattached) {
        return db.inShardOf(owner, (tx, unused) -> delete(tx, owner, media, onlyUnattached));
    }

    /** The keys of all objects of media, or of emoji, of one shard. */
    Future<List<String>> objects(int shard, Collection<MediaId> media) {
        return db.list(OBJECTS, row -> row.getString("key"), ids(media), shard);
    }

    Future<Void> deleteObjects(int shard, Collection<String> keys) {
        return db.update(DELETE_OBJECTS, keys.toArray(String[]::new), shard).mapEmpty();
    }

    /** Deletes the rows of deleted media that have no objects any more. */
    Future<Void> deleteRows(AccountId owner, Collection<MediaId> media) {
        return db.update(DELETE, ids(media), shard(owner)).mapEmpty();
    }

    /** Postpones the next repetition of the work on a medium. */
    Future<Void> touch(Transaction tx, MediaId id) {
        return tx.update(TOUCH, id.value(), id.shard()).mapEmpty();
    }

    /** The size of all objects of an account. */
    Future<Long> usedBytes(AccountId owner) {
        return db.one(USED_BYTES, row -> row.getLong("bytes"), owner.value(), shard(owner));
    }

    /** Uploads that were never attached or completed, and deleted ones whose removal failed; all older than a day. */
    Future<List<OwnedMedia>> forgotten(int limit) {
        return owned(FORGOTTEN, limit);
    }

    /** Uploads that have waited for their processing for more than an hour. */
    Future<List<OwnedMedia>> stuck(int limit) {
        return owned(STUCK, limit);
    }

    private Future<List<OwnedMedia>> owned(@CompileTimeConstant String sql, int limit) {
        return db.list(
                sql,
                row -> new OwnedMedia(new MediaId(row.getLong("id")), new AccountId(row.getLong("account_id"))),
                limit);
    }

    private static int shard(AccountId owner) {
        return SnowflakeIds.shard(owner.value());
    }

    private static Object ids(Collection<MediaId> media) {
        return media.stream().map(MediaId::value).toArray(Long[]::new);
    }
}
