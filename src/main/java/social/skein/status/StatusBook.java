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
public final class StatusBook {
    private final Outbox outbox;
    private final AccountCounters accounts;
    private final Polls polls;
    private final StatusCounters counters = new StatusCounters();

    public StatusBook(Outbox outbox, AccountCounters accounts, Polls polls) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.polls = polls;
    }

    /** Enters what was composed, under its id, with its words and its poll. Nothing may be done in the transaction then. */
    Future<Status> enter(Sql transaction, Draft draft, StatusId id) {
        Status status = draft.as(id);
        return StatusRows.tag(transaction, status, status.tags())
                .compose(tagged -> poll(transaction, draft, id))
                .compose(asked -> transaction.finish(
                        all -> Future.all(enter(all, status), StatusWords.write(all, status, draft.lexemes()))))
                .map(status);
    }

    private Future<Void> poll(Sql transaction, Draft draft, StatusId id) {
        return draft.asked()
                .poll()
                .map(asked -> polls.enter(transaction, id, draft.asked().author(), asked))
                .orElse(Future.succeededFuture());
    }

    /** Enters a boost. Nothing may be done in the transaction then. */
    Future<Status> enter(Sql transaction, Status boost) {
        return transaction.finish(all -> enter(all, boost).map(boost));
    }

    private Future<?> enter(Writes all, Status status) {
        List<Future<Void>> entered = new ArrayList<>(count(all, status, 1));
        entered.add(StatusRows.insert(all, status));
        entered.add(outbox.append(all, posted(status)));
        return Future.all(entered);
    }

    /** Fails with a {@link Problem.NotFound} where somebody was faster. */
    Future<Void> strike(Sql transaction, Status status) {
        return StatusRows.delete(transaction, List.of(status.id())).compose(gone -> {
            if (gone.isEmpty()) {
                return Future.failedFuture(new Problem.NotFound());
            }
            List<Future<Void>> all = new ArrayList<>(count(transaction, status, -1));
            all.add(counters.forget(transaction, List.of(status.id())));
            all.add(polls.strike(transaction, List.of(status.id())));
            all.add(outbox.append(
                    transaction,
                    new Fact.StatusDeleted(
                            status.id(), status.author(), status.visibility(), status.reblogOf(), status.inReplyTo())));
            return Future.all(all).mapEmpty();
        });
    }

    /** What not everybody may see is not counted where everybody sees the count. */
    private List<Future<Void>> count(Writes transaction, Status status, int by) {
        List<Future<Void>> counts = new ArrayList<>();
        if (isCounted(status.visibility())) {
            counts.add(accounts.posted(transaction, status.author(), by));
        }
        if (status.visibility() == Visibility.PUBLIC || status.visibility() == Visibility.UNLISTED) {
            status.inReplyTo()
                    .ifPresent(parent -> counts.add(counters.answered(transaction, parent, status.author(), by)));
        }
        status.reblogOf()
                .ifPresent(original -> counts.add(counters.boosted(transaction, original, status.author(), by)));
        return counts;
    }

    /** Whether it is one of its author's statuses in the count on their profile; letters to somebody are not. */
    static boolean isCounted(Visibility visibility) {
        return visibility != Visibility.DIRECT;
    }

    private static Fact posted(Status status) {
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
