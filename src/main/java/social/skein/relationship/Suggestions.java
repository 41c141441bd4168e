package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.account.Account;
import social.skein.account.ProfileDirectory;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/**
 * Suggestions of accounts to follow: first the accounts that most of the viewer's followees follow, then recently
 * active ones. The work is bounded by two samples: the viewer's latest follows, and the latest follows of each of those
 * followees.
 */
public final class Suggestions {
    private static final int FOLLOWEE_SAMPLE = 100;
    private static final int FOLLOWS_PER_FOLLOWEE = 50;

    /** The maximum number of candidates: accounts that followees follow, completed by recently active accounts. */
    private static final int MAX_CANDIDATES = 200;

    private static final int MAX_RECENT = 100;

    private static final String FIND_CANDIDATES = """
            with followee as (
                 select target_id as id from follow where account_id = $1 order by id desc limit $2),
            second_degree as (
                 select edge.target_id as id, count(*) as followees
                   from followee
                  cross join lateral (
                        select target_id from follow where account_id = followee.id order by id desc limit $3) edge
                  group by edge.target_id),
            candidate as (
                 select id, followees from second_degree
                  union all
                 select id, 0 from unnest($4::bigint[]) id)
            select id as account, max(followees) as followees
              from candidate
             where id <> $1
               and not exists (select from follow where account_id = $1 and target_id = candidate.id)
               and not exists (select from follow_request where account_id = $1 and target_id = candidate.id)
               and not exists (select from block where account_id = $1 and target_id = candidate.id)
               and not exists (select from block where account_id = candidate.id and target_id = $1)
               and not exists (select from mute where account_id = $1 and target_id = candidate.id and
            """ + Mutes.UNEXPIRED + """
                               )
               and not exists (select from suggestion_dismissal where account_id = $1 and target_id = candidate.id)
             group by id
             order by followees desc, id desc
             limit $5
            """;

    private static final String DISMISS = """
            insert into suggestion_dismissal (account_id, target_id) values ($1, $2) on conflict do nothing
            """;

    private final Db db;
    private final ProfileDirectory directory;

    public Suggestions(Db db, ProfileDirectory directory) {
        this.db = db;
        this.directory = directory;
    }

    /**
     * A suggested account.
     *
     * @param followedByFollowees the number of sampled followees that follow it
     */
    record Suggestion(Account account, long followedByFollowees) {}

    /**
     * A page of suggestions, ordered by the number of followees that follow them, then by their number of followers.
     */
    Future<List<Suggestion>> page(AccountId viewer, int limit, int offset) {
        return directory
                .active(MAX_RECENT, 0)
                .compose(recent -> candidates(viewer, recent))
                .compose(this::loadDiscoverable)
                .map(found -> found.stream().skip(offset).limit(limit).toList());
    }

    private Future<List<Row>> candidates(AccountId viewer, List<AccountId> recent) {
        return db.readOnly()
                .list(
                        FIND_CANDIDATES,
                        row -> row,
                        viewer.value(),
                        FOLLOWEE_SAMPLE,
                        FOLLOWS_PER_FOLLOWEE,
                        recent.stream().map(AccountId::value).toArray(Long[]::new),
                        MAX_CANDIDATES);
    }

    private Future<List<Suggestion>> loadDiscoverable(List<Row> candidates) {
        Map<AccountId, Long> followees = new LinkedHashMap<>();
        candidates.forEach(row -> followees.put(AccountEntry.account(row), row.getLong("followees")));
        return directory
                .discoverable(followees.keySet())
                .map(accounts -> accounts.stream()
                        .map(account -> new Suggestion(account, followees.getOrDefault(account.id(), 0L)))
                        .sorted(Comparator.comparingLong(Suggestion::followedByFollowees)
                                .thenComparingLong(suggestion ->
                                        suggestion.account().counts().followers())
                                .thenComparing(
                                        suggestion -> suggestion.account().id())
                                .reversed())
                        .toList());
    }

    /** Excludes an account from future suggestions. */
    Future<Void> dismiss(AccountId viewer, AccountId account) {
        return db.inShardOf(
                viewer,
                (tx, id) -> tx.update(DISMISS, viewer.value(), account.value()).mapEmpty());
    }
}
