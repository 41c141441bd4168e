package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.Polls;
import social.skein.sql.Sql;
import social.skein.sql.Writes;

/** Enters statuses and strikes them out: the row, every count it moves, and the fact, in the caller's transaction. */
public final class StatusWriter {
    private final Outbox outbox;
    private final AccountCounters accountCounters;
    private final Polls polls;
    private final StatusCounters counters = new StatusCounters();

    public StatusWriter(Outbox outbox, AccountCounters accountCounters, Polls polls) {
        this.outbox = outbox;
        this.accountCounters = accountCounters;
        this.polls = polls;
    }

    /** Enters what was composed, under its id, with its words and its poll. Nothing may be done in the transaction then. */
    public Future<Status> insert(Sql transaction, Draft draft, StatusId id) {
        Status status = draft.toStatus(id);
        return StatusRows.tag(transaction, status, status.tags())
                .compose(tagged -> insertPoll(transaction, draft, id))
                .compose(asked -> transaction.batchAndCommit(
                        all -> Future.all(insert(all, status), StatusSearchIndex.write(all, status, draft.lexemes()))))
                .map(status);
    }

    private Future<Void> insertPoll(Sql transaction, Draft draft, StatusId id) {
        return draft.newStatus()
                .poll()
                .map(asked -> polls.upsert(transaction, id, draft.newStatus().author(), asked))
                .orElse(Future.succeededFuture());
    }

    /** Enters a boost. Nothing may be done in the transaction then. */
    public Future<Status> insert(Sql transaction, Status boost) {
        return transaction.batchAndCommit(all -> insert(all, boost).map(boost));
    }

    private Future<?> insert(Writes batch, Status status) {
        List<Future<Void>> entered = new ArrayList<>(updateCounts(batch, status, 1));
        entered.add(StatusRows.insert(batch, status));
        entered.add(outbox.append(batch, postedFact(status)));
        return Future.all(entered);
    }

    /** Fails with a {@link Problem.NotFound} where somebody was faster. */
    public Future<Void> delete(Sql transaction, Status status) {
        return StatusRows.delete(transaction, List.of(status.id())).compose(gone -> {
            if (gone.isEmpty()) {
                return Future.failedFuture(new Problem.NotFound());
            }
            List<Future<Void>> all = new ArrayList<>(updateCounts(transaction, status, -1));
            all.add(counters.delete(transaction, List.of(status.id())));
            all.add(polls.delete(transaction, List.of(status.id())));
            all.add(outbox.append(
                    transaction,
                    new Fact.StatusDeleted(
                            status.id(), status.author(), status.visibility(), status.reblogOf(), status.inReplyTo())));
            return Future.all(all).mapEmpty();
        });
    }

    /** What not everybody may see is not counted where everybody sees the count. */
    private List<Future<Void>> updateCounts(Writes transaction, Status status, int delta) {
        List<Future<Void>> counts = new ArrayList<>();
        if (isCounted(status.visibility())) {
            counts.add(accountCounters.addStatuses(transaction, status.author(), delta));
        }
        if (status.visibility() == Visibility.PUBLIC || status.visibility() == Visibility.UNLISTED) {
            status.inReplyTo()
                    .ifPresent(parent -> counts.add(counters.addReplies(transaction, parent, status.author(), delta)));
        }
        status.reblogOf()
                .ifPresent(original -> counts.add(counters.addReblogs(transaction, original, status.author(), delta)));
        return counts;
    }

    /** Whether it is one of its author's statuses in the count on their profile; letters to somebody are not. */
    public static boolean isCounted(Visibility visibility) {
        return visibility != Visibility.DIRECT;
    }

    private static Fact postedFact(Status status) {
        return new Fact.StatusPosted(
                status.id(),
                status.author(),
                status.visibility(),
                status.inReplyTo(),
                status.inReplyToAccount(),
                status.reblogOf(),
                status.reblogOfAccount(),
                status.mentions(),
                status.tags());
    }
}
