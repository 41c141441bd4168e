package social.skein.posting;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.media.Attachment;
import social.skein.media.Attachments;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.poll.Poll;
import social.skein.poll.Polls;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.ComposedStatus;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusEdits;
import social.skein.status.StatusRows;
import social.skein.status.Statuses;

/** Edits statuses and stores the previous versions. An edit without a difference makes no version. */
public final class StatusEditor {
    private final Db db;
    private final StatusComposer composer;
    private final Polls polls;
    private final Attachments attachments;
    private final Outbox outbox;

    public StatusEditor(Db db, StatusComposer composer, Polls polls, Attachments attachments, Outbox outbox) {
        this.db = db;
        this.composer = composer;
        this.polls = polls;
        this.attachments = attachments;
        this.outbox = outbox;
    }

    /** The status if this account wrote it and it is not a boost; otherwise a {@link Problem}. */
    Future<Status> requireOwn(AccountId author, StatusId id) {
        return Statuses.getOwn(db, author, id).map(status -> {
            if (status.reblogOf().isPresent()) {
                throw new Problem.Invalid("Validation failed: A boost cannot be edited");
            }
            return status;
        });
    }

    /** Replaces text, media, poll and flags of a status; its visibility and its parent stay. */
    Future<Status> edit(StatusId id, NewStatus newStatus) {
        return composer.compose(newStatus)
                .compose(draft -> db.inShardOf(newStatus.author(), (tx, editId) -> edit(tx, editId, id, draft)));
    }

    private Future<Status> edit(Transaction tx, long editId, StatusId id, ComposedStatus draft) {
        NewStatus edited = draft.newStatus();
        return Future.all(
                        Statuses.get(tx, id),
                        Polls.find(tx, id),
                        attachments.attach(tx, edited.author(), id, edited.media()))
                .compose(found ->
                        saveChanges(tx, editId, found.resultAt(0), found.resultAt(1), draft, found.resultAt(2)))
                .compose(saved -> Statuses.get(tx, id));
    }

    private Future<Void> saveChanges(
            Transaction tx,
            long editId,
            Status before,
            Optional<Poll> poll,
            ComposedStatus draft,
            List<Attachment> media) {
        return polls.replace(
                        tx,
                        before.id(),
                        before.author(),
                        poll,
                        draft.newStatus().poll(),
                        editId)
                .compose(pollChanged ->
                        pollChanged || !media.equals(before.media()) || !matches(before, draft.newStatus())
                                ? saveEdit(tx, editId, before, poll, draft, media)
                                : Future.succeededFuture());
    }

    private static boolean matches(Status status, NewStatus newStatus) {
        return status.source().equals(newStatus.text())
                && status.spoilerText().equals(newStatus.spoilerText())
                && status.sensitive() == newStatus.sensitive().orElse(false)
                && status.language().equals(newStatus.language());
    }

    private Future<Void> saveEdit(
            Transaction tx,
            long editId,
            Status before,
            Optional<Poll> poll,
            ComposedStatus draft,
            List<Attachment> media) {
        StatusEdits.StatusEdit previous = StatusEdits.StatusEdit.of(before, poll.map(Poll::options));
        return StatusEdits.insert(tx, before.id(), editId, previous)
                .compose(inserted -> StatusRows.edit(tx, before, draft, media, SnowflakeIds.timestamp(editId)))
                .compose(edited -> outbox.append(
                        tx, new Fact.StatusEdited(before.id(), before.author(), newMentions(before, draft))));
    }

    private static List<AccountId> newMentions(Status before, ComposedStatus draft) {
        return draft.rendered().mentions().stream()
                .filter(account -> !before.mentions().contains(account))
                .toList();
    }

    /** All versions of a status, the oldest first and the current one last. */
    Future<List<StatusEdits.StatusEdit>> history(Status status) {
        return Future.all(StatusEdits.byStatus(db, status.id()), Polls.find(db, status.id()))
                .map(found -> {
                    List<StatusEdits.StatusEdit> all = new ArrayList<>(found.<List<StatusEdits.StatusEdit>>resultAt(0));
                    all.add(StatusEdits.StatusEdit.of(
                            status, found.<Optional<Poll>>resultAt(1).map(Poll::options)));
                    return all;
                });
    }
}
