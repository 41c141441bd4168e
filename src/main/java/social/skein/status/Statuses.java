package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Db;
import social.skein.sql.Reads;

/** Loads and lists statuses and boosts. Visibility is checked by {@link VisibleStatuses}, not here. */
public final class Statuses {
    /**
     * A deleted parent is null; its author stays, because the rules of timelines depend on it.
     *
     * <p>Leaves out statuses of suspended accounts unless $2. This is the one place for it: all reads use this statement.
     */
    private static final String BY_IDS = """
            select s.id, s.account_id, s.visibility, s.content, s.source, s.spoiler_text, s.sensitive, s.language,
                   case when exists (select from status parent where parent.id = s.in_reply_to_id)
                        then s.in_reply_to_id end as in_reply_to_id,
                   s.in_reply_to_account_id, s.reblog_of_id, s.reblog_of_account_id,
                   s.application_name, s.application_website, s.tags, s.mentions, s.conversation_id,
                   s.created_at, s.edited_at, s.media::text as media,
                   coalesce(c.favourites, 0) as favourites, coalesce(c.reblogs, 0) as reblogs,
                   coalesce(c.replies, 0) as replies
              from status s
              left join lateral (
                       select sum(favourites)::bigint as favourites, sum(reblogs)::bigint as reblogs,
                              sum(replies)::bigint as replies
                         from status_counter
                        where status_id = s.id) c on true
             where (s.id = any($1)
                    or s.id = any(array(select reblog_of_id from status where id = any($1) and reblog_of_id is not null)))
               and ($2 or not exists (select from account a where a.id = s.account_id and a.suspended_at is not null))
            """;

    private static final String BY_ACCOUNT = """
            select id from status
             where account_id = $4 and id > $1 and id < $2
               and (visibility = any($5) or $6 = any(mentions))
               and ($7 or in_reply_to_account_id is null or in_reply_to_account_id = account_id)
               and ($8 or reblog_of_id is null)
               and ($9 = '' or $9 = any(tags))
            """;

    private static final String BY_ACCOUNT_WITH_MEDIA = BY_ACCOUNT + " and media is not null";

    private static final String PUBLIC_TIMELINE = """
            select id from status
             where visibility = 'public' and reblog_of_id is null
               and (in_reply_to_account_id is null or in_reply_to_account_id = account_id)
               and id > $1 and id < $2
            """;

    private static final String PUBLIC_MEDIA_TIMELINE = """
            select id from status
             where visibility = 'public' and reblog_of_id is null and media is not null
               and (in_reply_to_account_id is null or in_reply_to_account_id = account_id)
               and id > $1 and id < $2
            """;

    private static final String BOOSTS_OF = """
            select id, account_id from status where reblog_of_id = $1 and id > $2 order by id limit $3
            """;

    private static final String PUBLIC_BOOSTS_OF = """
            select id, account_id from status
             where reblog_of_id = $4 and visibility in ('public', 'unlisted') and id > $1 and id < $2
            """;

    private static final String REPLIES_TO = """
            select id from status where in_reply_to_id = $1 and id > $2 order by id limit $3
            """;

    private static final String BOOSTS_BY = """
            select id, reblog_of_id from status where reblog_of_id = any($2) and account_id = $1
            """;

    private static final String BY_SOURCE = """
            select id, source from status where account_id = $1 and source = any($2) and reblog_of_id is null
            """;

    private final Db db;

    public Statuses(Db db) {
        this.db = db;
    }

    /** A boost and the account that boosted. */
    public record Boost(StatusId id, AccountId account) {
        static Boost of(Row row) {
            return new Boost(StatusRows.id(row), StatusRows.author(row));
        }
    }

    /**
     * The statuses with these ids, in this order, in one statement. Boosts include their original. Missing statuses and
     * boosts of missing statuses are left out.
     */
    public Future<List<Status>> byIds(Collection<StatusId> ids) {
        return byIds(db.readOnly(), ids);
    }

    /** The status, or a {@link Problem.NotFound}. */
    public Future<Status> get(StatusId id) {
        return get(db.readOnly(), id);
    }

    /** The status, or a {@link Problem.NotFound}. */
    public static Future<Status> get(Reads reads, StatusId id) {
        return byIds(reads, List.of(id)).map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** The status, also of a suspended account, or a {@link Problem.NotFound}. */
    Future<Status> getIncludingSuspended(StatusId id) {
        return includingSuspended(db, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /**
     * The status if this account wrote it; otherwise a {@link Problem.NotFound}. An account keeps its boosts of posts
     * whose author was suspended.
     */
    public static Future<Status> getOwn(Reads reads, AccountId author, StatusId id) {
        return includingSuspended(reads, List.of(id))
                .map(found -> found.stream()
                        .filter(status -> status.author().equals(author))
                        .findFirst()
                        .orElseThrow(Problem.NotFound::new));
    }

    public static Future<List<Status>> byIds(Reads reads, Collection<StatusId> ids) {
        return load(reads, ids, false);
    }

    /** The statuses with these ids, also those of suspended accounts. */
    public static Future<List<Status>> includingSuspended(Reads reads, Collection<StatusId> ids) {
        return load(reads, ids, true);
    }

    private static Future<List<Status>> load(Reads reads, Collection<StatusId> ids, boolean includeSuspended) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : reads.list(BY_IDS, row -> row, StatusRows.ids(ids), includeSuspended)
                        .map(rows -> inOrder(ids, rows));
    }

    private static List<Status> inOrder(Collection<StatusId> ids, List<Row> rows) {
        Map<StatusId, Status> originals = new HashMap<>();
        List<Row> boosts = new ArrayList<>();
        for (Row row : rows) {
            Optional<StatusId> reblogOf = StatusRows.statusId(row, "reblog_of_id");
            if (reblogOf.isPresent()) {
                boosts.add(row);
            } else {
                originals.put(StatusRows.id(row), StatusRows.fromRow(row, Optional.empty()));
            }
        }
        Map<StatusId, Status> found = new HashMap<>(originals);
        for (Row row : boosts) {
            StatusRows.statusId(row, "reblog_of_id")
                    .map(originals::get)
                    .map(original -> StatusRows.fromRow(row, Optional.of(original)))
                    .ifPresent(boost -> found.put(boost.id(), boost));
        }
        return ids.stream().flatMap(id -> Stream.ofNullable(found.get(id))).toList();
    }

    /** An account's statuses, newest first. */
    public Future<Page<StatusId>> byAccount(AccountStatusQuery query, PageRequest window) {
        return db.readOnly()
                .page(
                        query.onlyMedia() ? BY_ACCOUNT_WITH_MEDIA : BY_ACCOUNT,
                        window,
                        StatusRows::id,
                        StatusId::value,
                        query.account().value(),
                        query.visibilities().stream().map(Visibility::toString).toArray(String[]::new),
                        query.viewer().map(AccountId::value).orElse(0L),
                        query.includeReplies(),
                        query.includeBoosts(),
                        query.tag().orElse(""));
    }

    /** All public statuses, newest first, without boosts and replies to other accounts. */
    public Future<Page<StatusId>> publicTimeline(PageRequest window) {
        return db.readOnly().page(PUBLIC_TIMELINE, window, StatusRows::id, StatusId::value);
    }

    /** The part of the public timeline that has media. */
    public Future<Page<StatusId>> publicMediaTimeline(PageRequest window) {
        return db.readOnly().page(PUBLIC_MEDIA_TIMELINE, window, StatusRows::id, StatusId::value);
    }

    /** The latest status of an account for each of these source texts that it has posted. */
    public Future<Map<String, StatusId>> bySource(AccountId author, Collection<String> texts) {
        return db.list(BY_SOURCE, row -> row, author.value(), texts.toArray(String[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.getString("source"),
                                StatusRows::id,
                                BinaryOperator.maxBy(Comparator.comparing(StatusId::value)))));
    }

    /** The boosts of a status with an id above {@code after}, oldest first, of every visibility. */
    public Future<List<Boost>> allBoostsOf(StatusId status, long after, int limit) {
        return db.list(BOOSTS_OF, Boost::of, status.value(), after, limit);
    }

    /** The replies to a status with an id above {@code after}, oldest first, of every visibility. */
    public Future<List<StatusId>> repliesTo(StatusId status, long after, int limit) {
        return db.list(REPLIES_TO, StatusRows::id, status.value(), after, limit);
    }

    /** The public and unlisted boosts of a status, newest first. */
    public Future<Page<Boost>> publicBoostsOf(StatusId status, PageRequest window) {
        return db.readOnly()
                .page(PUBLIC_BOOSTS_OF, window, Boost::of, boost -> boost.id().value(), status.value());
    }

    /** The viewer's boosts, by the id of the boosted status. */
    public Future<Map<StatusId, StatusId>> boostsBy(AccountId viewer, Collection<StatusId> statuses) {
        return boostsBy(db.readOnly(), viewer, statuses);
    }

    public static Future<Map<StatusId, StatusId>> boostsBy(
            Reads reads, AccountId viewer, Collection<StatusId> statuses) {
        return reads.list(BOOSTS_BY, row -> row, viewer.value(), StatusRows.ids(statuses))
                .map(rows -> {
                    Map<StatusId, StatusId> boosts = new HashMap<>();
                    rows.forEach(row ->
                            boosts.put(StatusRows.statusId(row, "reblog_of_id").orElseThrow(), StatusRows.id(row)));
                    return boosts;
                });
    }
}
