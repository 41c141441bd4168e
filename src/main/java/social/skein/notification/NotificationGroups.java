package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.Window;
import social.skein.sql.Db;

/**
 * The notifications of every account in groups. A group has one place, that of its newest notification, so whoever walks the
 * pages meets it once; when it grows it moves to the front. Costs two statements a page.
 */
public final class NotificationGroups {
    /** As many faces as clients draw in a row. */
    private static final int SAMPLE = 8;

    private static final String SELECT = """
            select n.id, n.type, n.from_account_id, n.status_id, n.created_at, n.group_key, n.filtered
              from notification n
             where
            """ + Choice.ROWS;

    private static final String HEADS_BETWEEN = SELECT + """
               and n.id > $6 and n.id < $7
               and (n.group_key is null or n.type <> all($8)
                    or not exists (select from notification newer
                                    where newer.group_key = n.group_key and newer.id > n.id and
            """ + Choice.NEWER_ROWS + "))";

    private static final String HEADS = HEADS_BETWEEN + " order by n.id desc limit $9";

    private static final String OLDEST_HEADS = HEADS_BETWEEN + " order by n.id limit $9";

    private static final String UNREAD = "select count(*) as unread from (" + HEADS + ") as unread";

    private static final String EXTENT = """
            select asked.key, whole.size, whole.oldest,
                   array(select n.from_account_id from notification n
                          where n.group_key = asked.key and
            """ + Choice.ROWS + """
                          order by n.id desc limit $8) as sample
              from unnest($6::text[]) as asked (key)
              cross join lateral (
                       select count(*) as size, min(n.id) filter (where n.id >= $7) as oldest
                         from notification n
                        where n.group_key = asked.key and
            """ + Choice.ROWS + ") whole";

    private static final String NEWEST_OF = SELECT + """
               and (n.group_key = $6 or (n.group_key is null and n.id = $7))
             order by n.id desc
             limit 1
            """;

    private static final String MEMBERS_BETWEEN =
            SELECT + " and n.id > $6 and n.id < $7 and (n.group_key = $8 or n.id = $9)";

    private static final String MEMBERS = MEMBERS_BETWEEN + " order by n.id desc limit $10";

    private static final String OLDEST_MEMBERS = MEMBERS_BETWEEN + " order by n.id limit $10";

    private static final String DISMISS = """
            delete from notification
             where account_id = $1
               and id in (select id from notification
                           where account_id = $1 and (group_key = $2 or id = $3)
                           limit $4)
            """;

    private static final int ROWS_AT_ONCE = 1_000;

    private final Db db;

    public NotificationGroups(Db db) {
        this.db = db;
    }

    /** How far a group reaches. */
    private record Extent(long size, @Nullable Long oldest, List<AccountId> sample) {
        static Extent of(Row row) {
            return new Extent(
                    row.getLong("size"),
                    row.getLong("oldest"),
                    Arrays.stream(row.getArrayOfLongs("sample"))
                            .map(AccountId::new)
                            .toList());
        }
    }

    /** A page of groups; notifications of other types than {@code grouped} stand alone. */
    Future<Page<NotificationGroup>> page(Choice choice, Set<NotificationType> grouped, Window window) {
        Object[] arguments = choice.arguments(window.above(), window.below(), Choice.words(grouped), window.limit());
        return db.reading()
                .list(window.upwards() ? OLDEST_HEADS : HEADS, Notification::of, arguments)
                .map(heads -> Page.of(window, heads, head -> head.id().value()))
                .compose(page -> groups(choice, grouped, page).map(groups -> page.with(heads -> groups)));
    }

    /** The groups of a page's heads. On the last page the oldest of a group may be older than every head. */
    private Future<List<NotificationGroup>> groups(
            Choice choice, Set<NotificationType> grouped, Page<Notification> page) {
        List<Notification> heads = page.entries().stream()
                .map(head -> grouped.contains(head.type()) ? head : head.alone())
                .toList();
        return groups(choice, heads, page.last() ? 0 : page.oldest());
    }

    private Future<List<NotificationGroup>> groups(Choice choice, List<Notification> heads, long from) {
        String[] keys = heads.stream().flatMap(head -> head.group().stream()).toArray(String[]::new);
        Future<Map<String, Extent>> extents = keys.length == 0
                ? Future.succeededFuture(Map.of())
                : db.reading()
                        .list(
                                EXTENT,
                                row -> Map.entry(row.getString("key"), Extent.of(row)),
                                choice.arguments(keys, from, SAMPLE))
                        .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return extents.map(
                known -> heads.stream().map(head -> group(head, known)).toList());
    }

    private static NotificationGroup group(Notification head, Map<String, Extent> extents) {
        return head.group()
                .flatMap(key -> Optional.ofNullable(extents.get(key)))
                .filter(extent -> !extent.sample().isEmpty())
                .map(extent -> new NotificationGroup(
                        head,
                        extent.size(),
                        extent.oldest() == null ? head.id() : new NotificationId(extent.oldest()),
                        extent.sample()))
                .orElse(NotificationGroup.alone(head));
    }

    /** The group with a key, whole. */
    Future<Optional<NotificationGroup>> find(Choice choice, String key) {
        return db.reading()
                .find(NEWEST_OF, Notification::of, choice.arguments(key, alone(key)))
                .compose(found -> groups(choice, found.stream().toList(), 0))
                .map(groups -> groups.stream().findFirst());
    }

    /** The notifications of a group. */
    Future<Page<Notification>> members(Choice choice, String key, Window window) {
        Object[] arguments = choice.arguments(window.above(), window.below(), key, alone(key), window.limit());
        return db.reading()
                .list(window.upwards() ? OLDEST_MEMBERS : MEMBERS, Notification::of, arguments)
                .map(found ->
                        Page.of(window, found, notification -> notification.id().value()));
    }

    /** Removes a group; changes nothing where there is none. */
    Future<Void> dismiss(AccountId owner, String key) {
        return db.update(DISMISS, owner.value(), key, alone(key), ROWS_AT_ONCE)
                .compose(removed -> removed < ROWS_AT_ONCE ? Future.succeededFuture() : dismiss(owner, key));
    }

    /** How many groups have something newer than what was read last, counted no further than {@code most}. */
    Future<Long> unread(Choice choice, Set<NotificationType> grouped, long lastRead, int most) {
        Object[] arguments = choice.arguments(lastRead, Long.MAX_VALUE, Choice.words(grouped), most);
        return db.reading().one(UNREAD, row -> row.getLong("unread"), arguments);
    }

    private static long alone(String key) {
        return Notification.named(key).map(NotificationId::value).orElse(0L);
    }
}
