package social.skein.poll;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.emoji.EmojiFinder;
import social.skein.events.Fact;
import social.skein.events.ScheduledFacts;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Reads;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** Polls, which are created, edited and deleted with their statuses. Visibility is not checked here. */
public final class Polls {
    private static final String SELECT = """
            select p.status_id, p.account_id, p.round, p.options, p.multiple, p.hide_totals, p.expires_at,
                   p.expires_at <= now() as expired, v.choices,
                   coalesce((select sum(voters) from poll_counter where status_id = p.status_id and round = p.round),
                            0)::bigint as voters,
                   array(select coalesce(sum(c.votes[i]), 0)::bigint
                           from generate_subscripts(p.options, 1) i
                           left join poll_counter c on c.status_id = p.status_id and c.round = p.round
                          group by i
                          order by i) as votes
              from poll p
              left join poll_vote v on v.status_id = p.status_id and v.round = p.round and v.account_id = $2
             where p.status_id = any($1)
            """;

    private static final String WITH_POLL = "select status_id from poll where status_id = any($1)";

    private static final String UPSERT = """
            insert into poll (status_id, account_id, round, options, multiple, hide_totals, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (status_id) do update
               set round = excluded.round, options = excluded.options, multiple = excluded.multiple,
                   hide_totals = excluded.hide_totals, expires_at = excluded.expires_at
            """;

    private static final String SET_HIDE_TOTALS = "update poll set hide_totals = $2 where status_id = $1";

    private static final String DELETE = "delete from poll where status_id = any($1) returning status_id";

    private static final String VOTERS = """
            select v.account_id
              from poll p join poll_vote v on v.status_id = p.status_id and v.round = p.round
             where p.status_id = $1 and v.account_id > $2
             order by v.account_id limit $3
            """;

    private static final String CHOICES = """
            select v.account_id, v.choices
              from poll p join poll_vote v on v.status_id = p.status_id and v.round = p.round
             where p.status_id = $1 and v.account_id = any($2)
            """;

    private static final String DELETE_VOTES = """
            delete from poll_vote
             where (status_id, round, account_id) in (
                   select status_id, round, account_id from poll_vote where status_id = any($1) limit $2)
            """;

    private static final String DELETE_COUNTS = "delete from poll_counter where status_id = any($1)";

    private static final int VOTES_BATCH_SIZE = 1_000;

    private final Db db;
    private final EmojiFinder emojis;
    private final ScheduledFacts scheduledFacts;

    public Polls(Db db, EmojiFinder emojis, ScheduledFacts scheduledFacts) {
        this.db = db;
        this.emojis = emojis;
        this.scheduledFacts = scheduledFacts;
    }

    /** The polls of the statuses that have one, with the viewer's choices, in one statement. */
    public static Future<Map<StatusId, PollView>> views(
            Reads reads, EmojiFinder emojis, Optional<AccountId> viewer, Collection<StatusId> statuses) {
        return statuses.isEmpty()
                ? Future.succeededFuture(Map.of())
                : load(reads, viewer, statuses)
                        .map(polls -> polls.stream()
                                .collect(Collectors.toMap(Poll::status, poll -> poll.toView(viewer, emojis))));
    }

    /** The statuses that have a poll. */
    public static Future<Set<StatusId>> statusesWithPoll(Reads reads, Collection<StatusId> statuses) {
        return reads.list(WITH_POLL, row -> new StatusId(row.getLong("status_id")), ids(statuses))
                .map(Set::copyOf);
    }

    /** The choices of the accounts that voted in the poll of a status. */
    public static Future<Map<AccountId, List<Integer>>> choices(
            Sql sql, StatusId status, Collection<AccountId> accounts) {
        Object ids = accounts.stream().map(AccountId::value).toArray(Long[]::new);
        return sql.list(CHOICES, row -> row, status.value(), ids)
                .map(votes -> votes.stream()
                        .collect(Collectors.toMap(
                                vote -> new AccountId(vote.getLong("account_id")),
                                vote -> List.of(vote.getArrayOfIntegers("choices")))));
    }

    /** The poll of a status for a viewer, or a {@link Problem.NotFound}. */
    public Future<PollView> view(Optional<AccountId> viewer, StatusId status) {
        return views(db.readOnly(), emojis, viewer, List.of(status))
                .map(found -> Optional.ofNullable(found.get(status)).orElseThrow(Problem.NotFound::new));
    }

    /** The poll of a status, without a viewer's choices. */
    public static Future<Optional<Poll>> find(Sql sql, StatusId status) {
        return load(sql, Optional.empty(), List.of(status))
                .map(found -> found.stream().findFirst());
    }

    private static Future<List<Poll>> load(Reads reads, Optional<AccountId> viewer, Collection<StatusId> statuses) {
        return reads.list(
                SELECT, Poll::of, ids(statuses), viewer.map(AccountId::value).orElse(0L));
    }

    /** Adds a poll to a status and schedules the fact of its end. */
    public Future<Void> upsert(Transaction transaction, StatusId status, AccountId author, NewPoll poll) {
        return upsert(transaction, status, author, poll, status.value());
    }

    private Future<Void> upsert(Transaction transaction, StatusId status, AccountId author, NewPoll poll, long round) {
        Instant end = Instant.now().plus(poll.expiresIn());
        return transaction
                .update(
                        UPSERT,
                        status.value(),
                        author.value(),
                        round,
                        poll.options().toArray(String[]::new),
                        poll.multiple(),
                        poll.hideTotals(),
                        end.atOffset(ZoneOffset.UTC))
                .compose(inserted ->
                        scheduledFacts.schedule(transaction, factKey(status), end, new Fact.PollEnded(status, author)));
    }

    /**
     * Replaces the poll of a status with another one or none. If the options are the same, votes and end stay: clients
     * send a duration with every edit of the text, so it must neither lengthen a poll nor reopen one that has ended.
     * Other options start a new poll, without votes.
     *
     * @param newRound an id drawn in this transaction
     * @return whether readers see a difference
     */
    public Future<Boolean> replace(
            Transaction transaction,
            StatusId status,
            AccountId author,
            Optional<Poll> before,
            Optional<NewPoll> after,
            long newRound) {
        if (after.isEmpty()) {
            return before.isEmpty()
                    ? Future.succeededFuture(false)
                    : delete(transaction, List.of(status)).map(true);
        }
        NewPoll poll = after.get();
        if (before.filter(existing -> existing.hasSameBallot(poll)).isEmpty()) {
            return upsert(transaction, status, author, poll, newRound).map(true);
        }
        return before.get().hideTotals() == poll.hideTotals()
                ? Future.succeededFuture(false)
                : transaction
                        .update(SET_HIDE_TOTALS, status.value(), poll.hideTotals())
                        .map(true);
    }

    /** Deletes the polls of statuses; {@link #purge} deletes their votes later. */
    public Future<Void> delete(Transaction transaction, Collection<StatusId> statuses) {
        return transaction
                .list(DELETE, row -> new StatusId(row.getLong("status_id")), ids(statuses))
                .compose(deleted -> {
                    List<Future<Void>> all = new ArrayList<>();
                    deleted.forEach(status -> all.add(scheduledFacts.cancel(transaction, factKey(status))));
                    return Future.all(all).mapEmpty();
                });
    }

    /** Deletes the votes, in batches, and the counts of deleted polls. */
    public Future<Void> purge(Collection<StatusId> statuses) {
        return db.update(DELETE_VOTES, ids(statuses), VOTES_BATCH_SIZE)
                .compose(purged -> purged < VOTES_BATCH_SIZE
                        ? db.update(DELETE_COUNTS, ids(statuses)).mapEmpty()
                        : purge(statuses));
    }

    /** The voters in the poll of a status with an id above {@code after}, in order of id. */
    public Future<List<AccountId>> voters(StatusId status, long after, int limit) {
        return db.list(VOTERS, row -> new AccountId(row.getLong("account_id")), status.value(), after, limit);
    }

    private static String factKey(StatusId status) {
        return "poll:" + status;
    }

    private static Object ids(Collection<StatusId> statuses) {
        return statuses.stream().map(StatusId::value).distinct().toArray(Long[]::new);
    }
}
