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
 * A home timeline read from PostgreSQL alone: the newest of each followed account, merged. It is the truth that a live
 * timeline is a copy of, what is read below a live timeline's watermark, and what is read when there is none.
 */
public final class HomeQuery {
    /**
     * First a few posts of each author. The last of the page that these make is the horizon: nothing beyond it can be on the
     * page. Only authors all of whose few lie before the horizon are looked at more deeply, and no deeper than that.
     */
    private static final String SQL = """
            with few as materialized (
                   select author, own.id
                     from unnest($1::bigint[]) author
                    cross join lateral (
                          select id from status
                           where account_id = author and id > $3 and id < $4 and visibility <> 'direct'
                           order by id {order}
                           limit $6) own),
                 horizon as materialized (
                   select coalesce((select id from few order by id {order} offset $5::bigint - 1 limit 1), {bound}) as id),
                 deeper as (
                   select author, {last}(id) as reached from few
                    group by author
                   having count(*) = $6 and {last}(id) {before} (select id from horizon))
            select s.id, s.account_id, s.visibility, s.in_reply_to_account_id, s.reblog_of_account_id, s.tags
              from (
                   select id from few
                    union
                   select own.id
                     from deeper
                    cross join lateral (
                          select id from status
                           where account_id = author and id {beyond} reached and id {before} (select id from horizon)
                             and visibility <> 'direct'
                           order by id {order}
                           limit $5) own
                    union
                   select tagged.id
                     from unnest($2::text[]) followed
                    cross join lateral (
                          select status_id as id from status_tag
                           where tag = followed and status_id > $3 and status_id < $4
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

    /** More than this many followed accounts are read as this many, the latest followed: a bound on one reader's cost. */
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

    private record Candidate(long id, StatusAttributes subject) {
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
     * Looks at {@code window.limit()} posts of those the reader follows and keeps what is of interest to a follower. What
     * else the reader does not hear is left to who shows it, since blocks and mutes come and go faster than timelines are
     * built.
     */
    Future<Skeleton> pull(AccountId reader, PageRequest window) {
        return Future.all(follows.followees(reader, MAX_FOLLOWEES), tagFollows.newestFollowed(reader, MAX_TAGS))
                .compose(found -> {
                    Set<AccountId> heard = new HashSet<>(found.<List<AccountId>>resultAt(0));
                    List<String> followed = found.resultAt(1);
                    heard.add(reader);
                    return candidates(heard, followed, window)
                            .map(candidates -> skeleton(reader, heard, followed, candidates, window.limit()));
                });
    }

    private Future<List<Candidate>> candidates(Set<AccountId> authors, List<String> followedTags, PageRequest window) {
        return db.readOnly()
                .list(
                        window.isAscending() ? OLDEST_FIRST : NEWEST_FIRST,
                        Candidate::of,
                        authors.stream().map(AccountId::value).toArray(Long[]::new),
                        followedTags.toArray(String[]::new),
                        window.lowerBound(),
                        window.upperBound(),
                        window.limit(),
                        perAuthorLimit(window.limit(), authors.size()));
    }

    /** Twice what each would have of the page if all posted alike; at least two, which is one look at the index either way. */
    private static int perAuthorLimit(int limit, int authors) {
        return Math.min(limit, Math.max(2, 2 * limit / authors));
    }

    private static Skeleton skeleton(
            AccountId reader,
            Set<AccountId> authors,
            List<String> followedTags,
            List<Candidate> candidates,
            int limit) {
        ViewerRelations ties = RelationSets.ofFollowed(authors);
        FeedPreferences interests = new FeedPreferences(Set.of(), Set.copyOf(followedTags));
        List<Long> ids = candidates.stream()
                .filter(candidate -> VisibilityPolicy.belongsInHome(reader, candidate.subject, ties, interests))
                .map(Candidate::id)
                .toList();
        return new Skeleton(
                ids,
                candidates.size() < limit ? Optional.empty() : Optional.of(candidates.get(candidates.size() - 1).id));
    }
}
