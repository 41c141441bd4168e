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
import social.skein.model.PageRequest;
import social.skein.sql.Db;

/**
 * The grouped notifications of every account. A group is placed at its newest notification, so a client that pages
 * through sees each group once; a new notification moves its group to the front. A page costs two statements.
 */
public final class NotificationGroups {
    /** The number of avatars that clients draw in a row. */
    private static final int SAMPLE_SIZE = 8;

    private static final String SELECT = """
            select n.id, n.type, n.from_account_id, n.status_id, n.created_at, n.group_key, n.filtered
              from notification n
             where
            """ + NotificationQuery.CONDITION;

    private static final String HEADS_BETWEEN = SELECT + """
               and n.id > $6 and n.id < $7
               and (n.group_key is null or n.type <> all($8)
                    or not exists (select from notification newer
                                    where newer.group_key = n.group_key and newer.id > n.id and
            """ + NotificationQuery.NEWER_CONDITION + "))";

    private static final String HEADS = HEADS_BETWEEN + " order by n.id desc limit $9";

    private static final String OLDEST_HEADS = HEADS_BETWEEN + " order by n.id limit $9";

    private static final String UNREAD = "select count(*) as unread from (" + HEADS + ") as unread";

    private static final String GROUP_STATS =
            """
            select requested.key, whole.size, whole.oldest,
                   array(select n.from_account_id from notification n
                          where n.group_key = requested.key and
            """ + NotificationQuery.CONDITION + """
                          order by n.id desc limit $8) as sample
              from unnest($6::text[]) as requested (key)
              cross join lateral (
                       select count(*) as size, min(n.id) filter (where n.id >= $7) as oldest
                         from notification n
                        where n.group_key = requested.key and
            """ + NotificationQuery.CONDITION + ") whole";

    private static final String NEWEST_IN_GROUP = SELECT + """
               and (n.group_key = $6 or n.id = $7)
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

    private static final int DELETE_BATCH_SIZE = 1_000;

    private final Db db;

    public NotificationGroups(Db db) {
        this.db = db;
    }

    /** The size of a group, its oldest notification on the page, and its newest actors. */
    private record GroupStats(long size, @Nullable Long oldest, List<AccountId> sample) {
        static GroupStats of(Row row) {
            return new GroupStats(
                    row.getLong("size"),
                    row.getLong("oldest"),
                    Arrays.stream(row.getArrayOfLongs("sample"))
                            .map(AccountId::new)
                            .toList());
        }
    }

    /** A page of groups; notifications of types outside {@code grouped} are not grouped. */
    Future<Page<NotificationGroup>> page(NotificationQuery query, Set<NotificationType> grouped, PageRequest window) {
        Object[] arguments = query.sqlArguments(
                window.lowerBound(), window.upperBound(), NotificationQuery.typeNames(grouped), window.limit());
        return db.readOnly()
                .list(window.isAscending() ? OLDEST_HEADS : HEADS, Notification::of, arguments)
                .map(heads -> Page.of(window, heads, head -> head.id().value()))
                .compose(page -> groups(query, grouped, page).map(groups -> page.mapEntries(heads -> groups)));
    }

    /**
     * Loads the groups of a page. The last page has no lower bound, so it includes the oldest notifications of its
     * groups.
     */
    private Future<List<NotificationGroup>> groups(
            NotificationQuery query, Set<NotificationType> grouped, Page<Notification> page) {
        List<Notification> heads = page.entries().stream()
                .map(head -> grouped.contains(head.type()) ? head : head.withoutGroup())
                .toList();
        return groups(query, heads, page.isLast() ? 0 : page.oldestCursor());
    }

    private Future<List<NotificationGroup>> groups(
            NotificationQuery query, List<Notification> heads, long oldestOnPage) {
        String[] keys =
                heads.stream().flatMap(head -> head.storedGroupKey().stream()).toArray(String[]::new);
        Future<Map<String, GroupStats>> stats = keys.length == 0
                ? Future.succeededFuture(Map.of())
                : db.readOnly()
                        .list(
                                GROUP_STATS,
                                row -> Map.entry(row.getString("key"), GroupStats.of(row)),
                                query.sqlArguments(keys, oldestOnPage, SAMPLE_SIZE))
                        .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return stats.map(statsByKey ->
                heads.stream().map(head -> group(head, statsByKey)).toList());
    }

    private static NotificationGroup group(Notification head, Map<String, GroupStats> statsByKey) {
        return head.storedGroupKey()
                .flatMap(key -> Optional.ofNullable(statsByKey.get(key)))
                .filter(stats -> !stats.sample().isEmpty())
                .map(stats -> new NotificationGroup(
                        head,
                        stats.size(),
                        stats.oldest() == null ? head.id() : new NotificationId(stats.oldest()),
                        stats.sample()))
                .orElse(NotificationGroup.ofSingle(head));
    }

    /**
     * The whole group with this key. The key of an ungrouped notification is that notification alone, even if it has a
     * group: the client requested it without.
     */
    Future<Optional<NotificationGroup>> find(NotificationQuery query, String key) {
        boolean ungrouped = ungroupedId(key) != 0;
        return db.readOnly()
                .find(NEWEST_IN_GROUP, Notification::of, query.sqlArguments(key, ungroupedId(key)))
                .map(found -> found.map(head -> ungrouped ? head.withoutGroup() : head))
                .compose(found -> groups(query, found.stream().toList(), 0))
                .map(groups -> groups.stream().findFirst());
    }

    /** A page of the notifications in a group. */
    Future<Page<Notification>> members(NotificationQuery query, String key, PageRequest window) {
        Object[] arguments =
                query.sqlArguments(window.lowerBound(), window.upperBound(), key, ungroupedId(key), window.limit());
        return db.readOnly()
                .list(window.isAscending() ? OLDEST_MEMBERS : MEMBERS, Notification::of, arguments)
                .map(found ->
                        Page.of(window, found, notification -> notification.id().value()));
    }

    /** Deletes a group; does nothing if it does not exist. */
    Future<Void> dismiss(AccountId owner, String key) {
        return db.update(DISMISS, owner.value(), key, ungroupedId(key), DELETE_BATCH_SIZE)
                .compose(removed -> removed < DELETE_BATCH_SIZE ? Future.succeededFuture() : dismiss(owner, key));
    }

    /** The number of groups with a notification newer than {@code lastRead}, counted up to {@code limit}. */
    Future<Long> countUnread(NotificationQuery query, Set<NotificationType> grouped, long lastRead, int limit) {
        Object[] arguments = query.sqlArguments(lastRead, Long.MAX_VALUE, NotificationQuery.typeNames(grouped), limit);
        return db.readOnly().one(UNREAD, row -> row.getLong("unread"), arguments);
    }

    private static long ungroupedId(String key) {
        return Notification.parseUngroupedKey(key).map(NotificationId::value).orElse(0L);
    }
}
