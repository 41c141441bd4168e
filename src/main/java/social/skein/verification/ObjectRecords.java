package social.skein.verification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import social.skein.media.ObjectRecord;
import social.skein.sql.Db;

/** Reads the records of objects. Every object of this server has one, whatever shows it. */
final class ObjectRecords {
    /** The keys that this server makes; another object in the same bucket is not its own. */
    private static final Pattern KEY = Pattern.compile("([0-9a-f]{2})/\\1[0-9a-f]{30}-[0-9a-f]{16}\\.[a-z0-9]+");

    private static final String PAGE =
            "select media_id, key, bytes from media_object where key > $1 order by key limit $2";

    private static final String USES = """
            select o.media_id, o.key, o.bytes, m.account_id, m.status_id, m.purpose, m.state,
                   m.files->>'key' as main, m.files->>'preview' as preview,
                   e.state as emoji_state, e.key as emoji_key, e.static_key as emoji_static_key,
                   greatest(o.created_at, m.updated_at, e.updated_at) < now() - make_interval(secs => $2) as settled
              from media_object o left join media m on m.id = o.media_id and m.shard = o.shard
              left join custom_emoji e on e.id = o.media_id
             where o.key = any($1)
            """;

    /** The last row has the end of the page. */
    private static final String UNRECORDED_ATTACHMENTS = """
            select m.id, m.account_id, m.id as media_id, shown.key
              from (select * from media where id > $1 order by id limit $2) m
             cross join lateral unnest(array[m.files->>'key', m.files->>'preview']) as shown(key)
             where m.state = 'ready' and shown.key is not null
               and not exists (select from media_object o
                                where o.media_id = m.id and o.key = shown.key and o.shard = m.shard)
            union all
            select max(id), null, null, null from (select id from media where id > $1 order by id limit $2) page
            """;

    private static final String UNRECORDED_PROFILE_PICTURES = """
            select a.id, a.id as account_id, (shown.picture->>'id')::bigint as media_id, shown.picture->>'key' as key
              from (select * from account where id > $1 order by id limit $2) a
             cross join lateral unnest(array[a.avatar, a.header]) as shown(picture)
             where a.deleted_at is null and shown.picture is not null
               and not exists (select from media_object o where o.key = shown.picture->>'key')
            union all
            select max(id), null, null, null from (select id from account where id > $1 order by id limit $2) page
            """;

    private static final String UNRECORDED_EMOJI = """
            select e.id, null::bigint as account_id, e.id as media_id, shown.key
              from (select * from custom_emoji where id > $1 order by id limit $2) e
             cross join lateral unnest(array[e.key, nullif(e.static_key, e.key)]) as shown(key)
             where e.state = 'ready' and shown.key is not null
               and not exists (select from media_object o where o.media_id = e.id and o.key = shown.key)
            union all
            select max(id), null, null, null from (select id from custom_emoji where id > $1 order by id limit $2) page
            """;

    private final Db db;

    ObjectRecords(Db db) {
        this.db = db;
    }

    /**
     * A page of what media or profiles show without a record.
     *
     * @param next where the next page starts; empty on the last page
     */
    record UnrecordedPage(List<ObjectUse> uses, OptionalLong next) {}

    /** Whether an object with this key can only be one of this server. */
    static boolean isOwnKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** Records ordered by their keys, in the collation of the database. */
    Future<List<ObjectRecord>> page(String afterKey, int limit) {
        return db.list(PAGE, ObjectRecord::of, afterKey, limit);
    }

    /**
     * What those of the objects are for that have a record, by key.
     *
     * @param age how long a record and its medium must not have changed to be settled
     */
    Future<Map<String, ObjectUse>> uses(Collection<String> keys, Duration age) {
        return db.list(USES, ObjectUse::of, keys.toArray(String[]::new), (double) age.toSeconds())
                .map(uses -> uses.stream()
                        .collect(
                                Collectors.toMap(use -> use.record().key(), Function.identity(), (one, other) -> one)));
    }

    /** What the attachments of a page show without a record. */
    Future<UnrecordedPage> unrecordedAttachments(long afterMedia, int limit) {
        return db.list(UNRECORDED_ATTACHMENTS, row -> row, afterMedia, limit)
                .map(rows -> unrecorded(rows, ObjectUse.Purpose.ATTACHMENT));
    }

    /** What the profiles of a page of accounts show without a record. */
    Future<UnrecordedPage> unrecordedProfilePictures(long afterAccount, int limit) {
        return db.list(UNRECORDED_PROFILE_PICTURES, row -> row, afterAccount, limit)
                .map(rows -> unrecorded(rows, ObjectUse.Purpose.PROFILE));
    }

    /** What a page of custom emoji shows without a record. */
    Future<UnrecordedPage> unrecordedEmoji(long afterEmoji, int limit) {
        return db.list(UNRECORDED_EMOJI, row -> row, afterEmoji, limit)
                .map(rows -> unrecorded(rows, ObjectUse.Purpose.EMOJI));
    }

    private static UnrecordedPage unrecorded(List<Row> rows, ObjectUse.Purpose purpose) {
        List<ObjectUse> uses = rows.stream()
                .filter(row -> row.getString("key") != null)
                .map(row -> ObjectUse.unrecorded(row, purpose))
                .toList();
        OptionalLong end = rows.stream()
                .filter(row -> row.getString("key") == null && row.getLong("id") != null)
                .mapToLong(row -> row.getLong("id"))
                .findFirst();
        return new UnrecordedPage(uses, end);
    }
}
