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
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;

/**
 * Whom somebody might like to follow: those whom most of the people they follow follow, and after them those who wrote last.
 * The work is bounded by the two samples below, whoever asks: some latest follows, and some latest follows of each of these.
 */
public final class Suggestions {
    private static final int FOLLOWEE_SAMPLE = 100;
    private static final int FOLLOWS_PER_FOLLOWEE = 50;

    /** How many of the best known are looked up, and how many who wrote last stand in for them. */
    private static final int MAX_CANDIDATES = 200;

    private static final int MAX_RECENT = 100;

    private static final String FIND_CANDIDATES = """
            with friend as (
                 select target_id as id from follow where account_id = $1 order by id desc limit $2),
            known as (
                 select theirs.target_id as id, count(*) as friends
                   from friend
                  cross join lateral (
                        select target_id from follow where account_id = friend.id order by id desc limit $3) theirs
                  group by theirs.target_id),
            candidate as (
                 select id, friends from known
                  union all
                 select id, 0 from unnest($4::bigint[]) id)
            select id as account, max(friends) as friends
              from candidate
             where id <> $1
               and not exists (select from follow where account_id = $1 and target_id = candidate.id)
               and not exists (select from follow_request where account_id = $1 and target_id = candidate.id)
               and not exists (select from block where account_id = $1 and target_id = candidate.id)
               and not exists (select from block where account_id = candidate.id and target_id = $1)
               and not exists (select from mute where account_id = $1 and target_id = candidate.id
                                                  and (expires_at is null or expires_at > now()))
               and not exists (select from suggestion_dismissal where account_id = $1 and target_id = candidate.id)
             group by id
             order by friends desc, id desc
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
     * Somebody to follow.
     *
     * @param followedByFollowees how many of the followed in the sample follow them
     */
    record Suggestion(Account account, long followedByFollowees) {}

    /** The best of the suggestions: most known first, then most followed. */
    Future<List<Suggestion>> page(AccountId viewer, int limit, int offset) {
        return directory
                .active(MAX_RECENT, 0)
                .compose(recent -> db.readOnly()
                        .list(
                                FIND_CANDIDATES,
                                row -> row,
                                viewer.value(),
                                FOLLOWEE_SAMPLE,
                                FOLLOWS_PER_FOLLOWEE,
                                recent.stream().map(AccountId::value).toArray(Long[]::new),
                                MAX_CANDIDATES)
                        .compose(this::loadDiscoverable)
                        .map(found -> found.stream().skip(offset).limit(limit).toList()));
    }

    private Future<List<Suggestion>> loadDiscoverable(List<Row> candidates) {
        Map<AccountId, Long> friends = new LinkedHashMap<>();
        candidates.forEach(row -> friends.put(AccountEntry.account(row), row.getLong("friends")));
        return directory
                .discoverable(friends.keySet())
                .map(accounts -> accounts.stream()
                        .map(account -> new Suggestion(account, friends.getOrDefault(account.id(), 0L)))
                        .sorted(Comparator.comparingLong(Suggestion::followedByFollowees)
                                .thenComparingLong(suggestion ->
                                        suggestion.account().counts().followers())
                                .thenComparing(
                                        suggestion -> suggestion.account().id())
                                .reversed())
                        .toList());
    }

    /** Suggests somebody to the reader no more. */
    Future<Void> dismiss(AccountId viewer, AccountId account) {
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(viewer.value()))
                .compose(id -> tx.update(DISMISS, viewer.value(), account.value()))
                .mapEmpty());
    }
}
