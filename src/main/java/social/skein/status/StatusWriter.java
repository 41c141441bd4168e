package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.media.Attachments;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.Polls;
import social.skein.sql.Transaction;
import social.skein.sql.Writes;

/** Inserts and deletes statuses in the caller's transaction: the row, the counts it changes, and the fact. */
public final class StatusWriter {
    private final Outbox outbox;
    private final AccountCounters accountCounters;
    private final Polls polls;
    private final Attachments attachments;
    private final StatusCounters counters = new StatusCounters();

    public StatusWriter(Outbox outbox, AccountCounters accountCounters, Polls polls, Attachments attachments) {
        this.outbox = outbox;
        this.accountCounters = accountCounters;
        this.polls = polls;
        this.attachments = attachments;
    }

    /**
     * Inserts a draft with its media, search terms and poll, and commits: it must be the last step of the transaction.
     */
    public Future<Status> insert(Transaction transaction, ComposedStatus draft, StatusId id) {
        return attachments
                .attach(
                        transaction,
                        draft.newStatus().author(),
                        id,
                        draft.newStatus().media())
                .compose(media -> insert(transaction, draft, draft.toStatus(id, media)));
    }

    private Future<Status> insert(Transaction transaction, ComposedStatus draft, Status status) {
        StatusId id = status.id();
        return StatusRows.tag(transaction, status, status.tags())
                .compose(tagged -> insertPoll(transaction, draft, id))
                .compose(polled -> transaction.batchAndCommit(batch ->
                        Future.all(insert(batch, status), StatusSearchIndex.write(batch, status, draft.lexemes()))))
                .map(status);
    }

    private Future<Void> insertPoll(Transaction transaction, ComposedStatus draft, StatusId id) {
        return draft.newStatus()
                .poll()
                .map(poll -> polls.upsert(transaction, id, draft.newStatus().author(), poll))
                .orElse(Future.succeededFuture());
    }

    /** Inserts a boost, and commits: it must be the last step of the transaction. */
    public Future<Status> insert(Transaction transaction, Status boost) {
        return transaction.batchAndCommit(batch -> insert(batch, boost).map(boost));
    }

    private Future<?> insert(Writes batch, Status status) {
        List<Future<Void>> writes = new ArrayList<>(updateCounts(batch, status, 1));
        writes.add(StatusRows.insert(batch, status));
        writes.add(outbox.append(batch, postedFact(status)));
        return Future.all(writes);
    }

    /**
     * Deletes a status, and detaches its media; a {@link Problem.NotFound} if a concurrent transaction already deleted
     * it.
     */
    public Future<Void> delete(Transaction transaction, Status status) {
        return StatusRows.delete(transaction, List.of(status.id())).compose(deleted -> {
            if (deleted.isEmpty()) {
                return Future.failedFuture(new Problem.NotFound());
            }
            List<Future<Void>> all = new ArrayList<>(updateCounts(transaction, status, -1));
            all.add(counters.delete(transaction, List.of(status.id())));
            all.add(polls.delete(transaction, List.of(status.id())));
            if (status.reblogOf().isEmpty()) {
                all.add(attachments.detach(transaction, status.author(), List.of(status.id())));
            }
            all.add(outbox.append(
                    transaction,
                    new Fact.StatusDeleted(
                            status.id(), status.author(), status.visibility(), status.reblogOf(), status.inReplyTo())));
            return Future.all(all).mapEmpty();
        });
    }

    /** Public counts leave out statuses that are not public: direct ones of an author, private replies of a parent. */
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

    /** Whether a status counts in the author's profile: all but direct messages do. */
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
