package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.model.Visibility;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationSets;
import social.skein.relationship.ViewerRelations;
import social.skein.sql.Db;
import social.skein.tag.TagFollows;
import social.skein.visibility.FeedPreferences;
import social.skein.visibility.StatusAttributes;
import social.skein.visibility.VisibilityPolicy;

/**
 * A home timeline read from PostgreSQL alone: the newest posts of each followed account and hashtag, merged. It is the
 * source from which a timeline in Redis is rebuilt, and answers reads below the watermark of that timeline or without
 * one.
 */
public final class HomeQuery {
    /**
     * Reads a few posts of each author first. The last id of the page they make is the horizon: no id beyond it can be
     * on the page. Only authors whose posts were cut off before the horizon are read further, down to the horizon.
     *
     * <p>$1 authors, $2 hashtags, $3 and $4 bounds (exclusive), $5 page size, $6 posts read of each author at first.
     */
    private static final String SQL = """
            with first_posts as materialized (
                   select author, post.id
                     from unnest($1::bigint[]) author
                    cross join lateral (
                          select id from status
                           where account_id = author and id > $3 and id < $4 and visibility <> 'direct'
                           order by id {order}
                           limit $6) post),
                 horizon as materialized (
                   select coalesce((select id from first_posts order by id {order} offset $5::bigint - 1 limit 1), {bound}) as id),
                 truncated as (
                   select author, {last}(id) as last_id from first_posts
                    group by author
                   having count(*) = $6 and {last}(id) {before} (select id from horizon))
            select s.id, s.account_id, s.visibility, s.in_reply_to_account_id, s.reblog_of_account_id, s.tags
              from (
                   select id from first_posts
                    union
                   select post.id
                     from truncated
                    cross join lateral (
                          select id from status
                           where account_id = author and id {beyond} last_id and id {before} (select id from horizon)
                             and visibility <> 'direct'
                           order by id {order}
                           limit $5) post
                    union
                   select tagged.id
                     from unnest($2::text[]) followed_tag
                    cross join lateral (
                          select status_id as id from status_tag
                           where tag = followed_tag and status_id > $3 and status_id < $4
                           order by status_id {order}
                           limit $5) tagged
                    order by id {order}
                    limit $5) newest
              join status s on s.id = newest.id
             order by s.id {order}
            """;

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String NEWEST_FIRST = SQL.replace("{order}", "desc")
            .replace("{bound}", "$3")
            .replace("{last}", "min")
            .replace("{before}", ">")
            .replace("{beyond}", "<");

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String OLDEST_FIRST = SQL.replace("{order}", "asc")
            .replace("{bound}", "$4")
            .replace("{last}", "max")
            .replace("{before}", "<")
            .replace("{beyond}", ">");

    /** Bounds the cost of one read: of more followees only the most recently followed are read. */
    private static final int MAX_FOLLOWEES = 10_000;

    private static final int MAX_TAGS = 1_000;

    private final Db db;
    private final Follows follows;
    private final TagFollows tagFollows;

    public HomeQuery(Db db, Follows follows, TagFollows tagFollows) {
        this.db = db;
        this.follows = follows;
        this.tagFollows = tagFollows;
    }

    private record Candidate(long id, StatusAttributes status) {
        static Candidate of(Row row) {
            return new Candidate(
                    row.getLong("id"),
                    new StatusAttributes(
                            new AccountId(row.getLong("account_id")),
                            Visibility.parse(row.getString("visibility")).orElseThrow(),
                            account(row, "in_reply_to_account_id"),
                            account(row, "reblog_of_account_id"),
                            Set.of(),
                            List.of(row.getArrayOfStrings("tags"))));
        }

        private static Optional<AccountId> account(Row row, String column) {
            return Optional.ofNullable(row.getLong(column)).map(AccountId::new);
        }
    }

    /**
     * Examines {@code window.limit()} posts of the followed accounts and hashtags, and keeps those that follows alone
     * admit. Blocks and mutes are left to the rules at read time, since they change more often than timelines are
     * rebuilt.
     */
    Future<Skeleton> pull(AccountId owner, PageRequest window) {
        return loadSources(owner)
                .compose(sources -> candidates(sources, window)
                        .map(candidates -> skeleton(owner, sources, candidates, window.limit())));
    }

    /** @param authors the followees and the owner */
    private record Sources(Set<AccountId> authors, List<String> tags) {}

    private Future<Sources> loadSources(AccountId owner) {
        return Future.all(follows.followees(owner, MAX_FOLLOWEES), tagFollows.newestFollowed(owner, MAX_TAGS))
                .map(loaded -> {
                    Set<AccountId> authors = new HashSet<>(loaded.<List<AccountId>>resultAt(0));
                    authors.add(owner);
                    return new Sources(authors, loaded.resultAt(1));
                });
    }

    private Future<List<Candidate>> candidates(Sources sources, PageRequest window) {
        return db.readOnly()
                .list(
                        window.isAscending() ? OLDEST_FIRST : NEWEST_FIRST,
                        Candidate::of,
                        sources.authors.stream().map(AccountId::value).toArray(Long[]::new),
                        sources.tags.toArray(String[]::new),
                        window.lowerBound(),
                        window.upperBound(),
                        window.limit(),
                        perAuthorLimit(window.limit(), sources.authors.size()));
    }

    /** Twice an author's average share of the page; at least two, since a second post costs no further index page. */
    private static int perAuthorLimit(int limit, int authors) {
        return Math.min(limit, Math.max(2, 2 * limit / authors));
    }

    private static Skeleton skeleton(AccountId owner, Sources sources, List<Candidate> candidates, int limit) {
        ViewerRelations follows = RelationSets.ofFollowed(sources.authors);
        FeedPreferences preferences = new FeedPreferences(Set.of(), Set.copyOf(sources.tags));
        List<Long> ids = candidates.stream()
                .filter(candidate -> VisibilityPolicy.belongsInHome(owner, candidate.status, follows, preferences))
                .map(Candidate::id)
                .toList();
        return Skeleton.of(ids, candidates.stream().map(Candidate::id).toList(), limit);
    }
}
