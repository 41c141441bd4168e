package social.skein.posting;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.poll.Poll;
import social.skein.poll.Polls;
import social.skein.sql.Db;
import social.skein.sql.Sql;
import social.skein.status.Draft;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.StatusEdits;
import social.skein.status.StatusRows;
import social.skein.status.Statuses;

/** Changes what authors posted, and keeps what it was before. What changes nothing makes no new version. */
public final class StatusEditor {
    private final Db db;
    private final Composer composer;
    private final Polls polls;
    private final Outbox outbox;

    public StatusEditor(Db db, Composer composer, Polls polls, Outbox outbox) {
        this.db = db;
        this.composer = composer;
        this.polls = polls;
        this.outbox = outbox;
    }

    /** The status, where it is the author's own; anybody else's is a {@link Problem.NotFound}. */
    Future<Status> requireOwn(AccountId author, StatusId id) {
        return byId(db, id).map(status -> {
            if (!status.author().equals(author)) {
                throw new Problem.NotFound();
            }
            if (status.reblogOf().isPresent()) {
                throw new Problem.Invalid("Validation failed: A boost has nothing of its own that could be edited");
            }
            return status;
        });
    }

    /** Makes of a status what is asked for; its visibility and what it answers stay. */
    Future<Status> edit(StatusId id, NewStatus newStatus) {
        return composer.compose(newStatus)
                .compose(draft -> db.transaction(tx -> tx.nextId(
                                SnowflakeIds.shard(newStatus.author().value()))
                        .compose(fresh -> Future.all(byId(tx, id), Polls.find(tx, id))
                                .compose(found -> edit(tx, fresh, found.<Status>resultAt(0), found.resultAt(1), draft)))
                        .compose(edited -> byId(tx, id))));
    }

    private Future<Void> edit(Sql tx, long editId, Status before, Optional<Poll> poll, Draft draft) {
        return polls.replace(
                        tx,
                        before.id(),
                        before.author(),
                        poll,
                        draft.newStatus().poll(),
                        editId)
                .compose(otherPoll -> otherPoll || !matches(before, draft.newStatus())
                        ? saveEdit(tx, editId, before, poll, draft)
                        : Future.succeededFuture());
    }

    private static boolean matches(Status status, NewStatus newStatus) {
        return status.source().equals(newStatus.text())
                && status.spoilerText().equals(newStatus.spoilerText())
                && status.sensitive() == newStatus.sensitive().orElse(false)
                && status.language().equals(newStatus.language());
    }

    private Future<Void> saveEdit(Sql tx, long editId, Status before, Optional<Poll> poll, Draft draft) {
        StatusEdits.StatusEdit version = StatusEdits.StatusEdit.of(before, poll.map(Poll::options));
        return StatusEdits.insert(tx, before.id(), editId, version)
                .compose(kept -> StatusRows.edit(tx, before, draft, SnowflakeIds.timestamp(editId)))
                .compose(edited -> outbox.append(
                        tx, new Fact.StatusEdited(before.id(), before.author(), newMentions(before, draft))));
    }

    private static List<AccountId> newMentions(Status before, Draft draft) {
        return draft.rendered().mentions().stream()
                .filter(account -> !before.mentions().contains(account))
                .toList();
    }

    /** All a status has been, the oldest first; what it is now comes last. */
    Future<List<StatusEdits.StatusEdit>> history(Status status) {
        return Future.all(StatusEdits.byStatus(db, status.id()), Polls.find(db, status.id()))
                .map(found -> {
                    List<StatusEdits.StatusEdit> all = new ArrayList<>(found.<List<StatusEdits.StatusEdit>>resultAt(0));
                    all.add(StatusEdits.StatusEdit.of(
                            status, found.<Optional<Poll>>resultAt(1).map(Poll::options)));
                    return all;
                });
    }

    private static Future<Status> byId(Sql sql, StatusId id) {
        return Statuses.byIds(sql, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }
}
