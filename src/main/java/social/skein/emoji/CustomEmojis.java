package social.skein.emoji;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** The rows of custom emoji, from the import to the removal. */
public final class CustomEmojis {
    /** Bounds the list that clients load, and the memory of each process. */
    public static final int MAX_EMOJI = 5_000;

    /** They have no owner; this is the shard of their ids and of their objects. */
    public static final int SHARD = 0;

    private static final String VERSION = "select version from custom_emoji_version";

    private static final String LIST = """
            select id, shortcode, category, visible, key, static_key
              from custom_emoji where state = 'ready' order by shortcode
            """;

    private static final String INSERT = """
            insert into custom_emoji (id, shortcode, category, visible, state) values ($1, $2, $3, $4, 'receiving')
            """;

    private static final String SET_PICTURE = """
            update custom_emoji set key = $2, static_key = $3, updated_at = now() where id = $1 and state = 'receiving'
            """;

    /** Also locks the row: changes run one after the other. */
    private static final String INCREMENT_VERSION = "update custom_emoji_version set version = version + 1";

    private static final String EXISTS = "select id from custom_emoji where shortcode = $1 and state = 'ready'";

    private static final String TAKEN = """
            select shortcode from custom_emoji
             where state = 'ready' and shortcode in (select shortcode from custom_emoji where id = any($1))
             order by shortcode limit 1
            """;

    private static final String SET_READY = """
            update custom_emoji set state = 'ready', updated_at = now()
             where id = any($1) and state = 'receiving' and key <> ''
            """;

    private static final String COUNT = "select count(*) as n from custom_emoji where state = 'ready'";

    private static final String REMOVE = """
            update custom_emoji set state = 'deleted', updated_at = now() where shortcode = $1 and state = 'ready'
            returning id
            """;

    private static final String ABANDON =
            "update custom_emoji set state = 'deleted', updated_at = now() where id = any($1) and state = 'receiving'";

    /** Only rows without objects: one that was added meanwhile is removed by the next attempt. */
    private static final String DELETE = """
            delete from custom_emoji e
             where id = any($1) and state = 'deleted'
               and not exists (select from media_object o where o.media_id = e.id and o.shard = $2)
            """;

    private static final String ABANDON_OLD = """
            update custom_emoji set state = 'deleted', updated_at = now()
             where state = 'receiving' and updated_at < now() - interval '1 day'
            """;

    private static final String DELETED = "select id from custom_emoji where state = 'deleted' order by id limit $1";

    private final Db db;

    public CustomEmojis(Db db) {
        this.db = db;
    }

    /** Changes with each change of the emoji that are in use. */
    Future<Long> version() {
        return db.one(VERSION, row -> row.getLong("version"));
    }

    /** The emoji that are in use, in the order of their shortcodes. */
    public Future<List<CustomEmoji>> list() {
        return db.list(LIST, CustomEmoji::of);
    }

    /** Creates the row of an emoji whose pictures are about to be stored. */
    Future<MediaId> create(NewEmoji emoji) {
        return db.transaction(tx -> tx.nextId(SHARD)
                .compose(id -> tx.update(INSERT, id, emoji.shortcode(), emoji.category(), emoji.visible())
                        .map(new MediaId(id))));
    }

    /** Records the stored pictures of an emoji; a {@link Problem.NotFound} if it was abandoned meanwhile. */
    Future<Void> setPicture(MediaId id, EmojiPictureStore.StoredPicture picture) {
        return db.update(SET_PICTURE, id.value(), picture.key(), picture.stillKey())
                .compose(rows -> rows == 1 ? Future.succeededFuture() : Future.failedFuture(new Problem.NotFound()));
    }

    /** Puts emoji into use, all or none; a {@link Problem.Invalid} if a shortcode is taken or there are too many. */
    Future<Void> publish(Collection<MediaId> emoji) {
        return db.transaction(tx -> tx.update(INCREMENT_VERSION)
                .compose(locked -> tx.find(TAKEN, row -> row.getString("shortcode"), ids(emoji)))
                .compose(taken -> taken.isPresent() ? refuseTaken(taken.get()) : setReady(tx, emoji)));
    }

    /** A {@link Problem.Invalid} if there is an emoji with this shortcode. */
    Future<Void> requireFree(String shortcode) {
        return db.find(EXISTS, row -> shortcode, shortcode)
                .compose(taken -> taken.isPresent() ? refuseTaken(shortcode) : Future.succeededFuture());
    }

    private static Future<Void> refuseTaken(String shortcode) {
        return Future.failedFuture(new Problem.Invalid("There is an emoji with the shortcode :" + shortcode
                + ": already; remove it first, or choose another shortcode"));
    }

    private static Future<Void> setReady(Transaction tx, Collection<MediaId> emoji) {
        return tx.update(SET_READY, ids(emoji))
                .compose(ready -> tx.one(COUNT, row -> row.getLong("n")).map(count -> {
                    if (ready != emoji.size()) {
                        throw new Problem.Invalid("The emoji were added too slowly: their pictures are removed after a"
                                + " day; add them again");
                    }
                    if (count > MAX_EMOJI) {
                        throw new Problem.Invalid("There would be " + count + " emoji; at most " + MAX_EMOJI
                                + " are possible, so remove some first");
                    }
                    return null;
                }));
    }

    /** Takes an emoji out of use; empty if there is none with this shortcode. */
    Future<Optional<MediaId>> remove(String shortcode) {
        return db.transaction(tx -> tx.update(INCREMENT_VERSION)
                .compose(locked -> tx.find(REMOVE, row -> new MediaId(row.getLong("id")), shortcode)));
    }

    /** Gives up emoji that were not put into use. */
    Future<Void> abandon(Collection<MediaId> emoji) {
        return db.update(ABANDON, ids(emoji)).mapEmpty();
    }

    /** Gives up the emoji of commands that ended more than a day ago without putting them into use. */
    Future<Void> abandonOld() {
        return db.update(ABANDON_OLD).mapEmpty();
    }

    /** Emoji that are out of use and whose rows still exist. */
    Future<List<MediaId>> deleted(int limit) {
        return db.list(DELETED, row -> new MediaId(row.getLong("id")), limit);
    }

    /** Deletes the rows of emoji that are out of use and have no objects any more. */
    Future<Void> deleteRows(Collection<MediaId> emoji) {
        return db.update(DELETE, ids(emoji), SHARD).mapEmpty();
    }

    private static Object ids(Collection<MediaId> emoji) {
        return emoji.stream().map(MediaId::value).toArray(Long[]::new);
    }
}
