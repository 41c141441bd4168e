package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountCounters;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.Problem;
import social.skein.model.Visibility;
import social.skein.poll.NewPoll;
import social.skein.poll.Polls;
import social.skein.sql.Sql;

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

    Future<Status> enter(Sql transaction, Status status) {
        List<Future<Void>> all = new ArrayList<>(List.of(StatusRows.insert(transaction, status)));
        all.addAll(count(transaction, status, 1));
        all.add(outbox.append(transaction, posted(status)));
        return Future.all(all).map(status);
    }

    Future<Status> enter(Sql transaction, Status status, Optional<NewPoll> poll) {
        return enter(transaction, status)
                .compose(entered -> poll.map(asked -> polls.enter(transaction, status.id(), status.author(), asked)
                                .compose(there -> StatusWords.markPoll(transaction, status.id())))
                        .orElse(Future.succeededFuture())
                        .map(status));
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
    private List<Future<Void>> count(Sql transaction, Status status, int by) {
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
