package social.skein.poll;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Casts votes: one per account and poll, which cannot be changed. Visibility is not checked here. */
public final class Votes {
    private static final int SLOTS = 4;

    private static final String ALREADY_VOTED = "You have already voted on this poll";

    /** Inserts and counts nothing if the account has already voted in this round. */
    private static final String INSERT_VOTE = """
            with ballot as (
                insert into poll_vote (status_id, round, account_id, choices) values ($1, $2, $3, $4)
                on conflict (status_id, round, account_id) do nothing
                returning status_id, round)
            insert into poll_counter as c (status_id, round, slot, voters, votes)
            select status_id, round, $5, 1, $6 from ballot
            on conflict (status_id, round, slot) do update
               set voters = c.voters + 1,
                   votes = array(select counted + added
                                   from unnest(c.votes, excluded.votes) with ordinality as counts (counted, added, i)
                                  order by i)
            """;

    private final Db db;

    public Votes(Db db) {
        this.db = db;
    }

    /** Votes in the poll of a status; a {@link Problem.Invalid} if the vote is not accepted. */
    public Future<Void> cast(AccountId voter, StatusId status, List<String> choices) {
        return db.inShardOf(
                voter,
                (tx, unused) -> Polls.find(tx, status)
                        .compose(found -> insert(tx, voter, found.orElseThrow(Problem.NotFound::new), choices)));
    }

    private static Future<Void> insert(Transaction tx, AccountId voter, Poll poll, List<String> requested) {
        SortedSet<Integer> choices = parseChoices(voter, poll, requested);
        return tx.update(
                        INSERT_VOTE,
                        poll.status().value(),
                        poll.round(),
                        voter.value(),
                        choices.toArray(Integer[]::new),
                        (short) (SnowflakeIds.shard(voter.value()) % SLOTS),
                        IntStream.range(0, poll.options().size())
                                .mapToObj(option -> choices.contains(option) ? 1L : 0L)
                                .toArray(Long[]::new))
                .compose(counted ->
                        counted == 0 ? Future.failedFuture(invalid(ALREADY_VOTED)) : Future.succeededFuture());
    }

    private static SortedSet<Integer> parseChoices(AccountId voter, Poll poll, List<String> requested) {
        if (poll.author().equals(voter)) {
            throw invalid("You cannot vote in your own polls");
        }
        if (poll.expired()) {
            throw invalid("The poll has already ended");
        }
        if (requested.isEmpty()) {
            throw invalid("choices should name at least one option, counted from 0");
        }
        SortedSet<Integer> choices = new TreeSet<>();
        requested.forEach(choice -> choices.add(parseChoice(
                        choice, poll.options().size())
                .orElseThrow(() -> invalid("The chosen vote option does not exist: choices should be numbers from 0 to "
                        + (poll.options().size() - 1)))));
        if (choices.size() > 1 && !poll.multiple()) {
            throw invalid(ALREADY_VOTED + ": it allows only one choice");
        }
        return choices;
    }

    private static Optional<Integer> parseChoice(String text, int options) {
        return IntStream.range(0, options)
                .boxed()
                .filter(option -> option.toString().equals(text.strip()))
                .findFirst();
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}
