package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.poll.Poll;
import social.skein.poll.Polls;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** Changes what authors posted, and keeps what it was before. What changes nothing makes no new version. */
public final class Edits {
    private final Db db;
    private final Composer composer;
    private final Polls polls;
    private final Outbox outbox;

    public Edits(Db db, Composer composer, Polls polls, Outbox outbox) {
        this.db = db;
        this.composer = composer;
        this.polls = polls;
        this.outbox = outbox;
    }

    /** The status, where it is the author's own; anybody else's is a {@link Problem.NotFound}. */
    Future<Status> own(AccountId author, StatusId id) {
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
    Future<Status> edit(StatusId id, NewStatus asked) {
        return composer.compose(asked)
                .compose(draft -> db.transaction(tx -> tx.nextId(
                                Ids.shard(asked.author().value()))
                        .compose(fresh -> Future.all(byId(tx, id), Polls.of(tx, id))
                                .compose(found -> edit(tx, fresh, found.<Status>resultAt(0), found.resultAt(1), draft)))
                        .compose(edited -> byId(tx, id))));
    }

    private Future<Void> edit(Sql tx, long fresh, Status before, Optional<Poll> poll, Draft draft) {
        return polls.replace(
                        tx, before.id(), before.author(), poll, draft.asked().poll(), fresh)
                .compose(otherPoll -> otherPoll || !says(before, draft.asked())
                        ? keep(tx, fresh, before, poll, draft)
                        : Future.succeededFuture());
    }

    private static boolean says(Status status, NewStatus asked) {
        return status.source().equals(asked.text())
                && status.spoilerText().equals(asked.spoilerText())
                && status.sensitive() == asked.sensitive().orElse(false)
                && status.language().equals(asked.language());
    }

    private Future<Void> keep(Sql tx, long fresh, Status before, Optional<Poll> poll, Draft draft) {
        Versions.Version version = Versions.Version.of(before, poll.map(Poll::options));
        return Versions.keep(tx, before.id(), fresh, version)
                .compose(kept -> StatusRows.edit(tx, before, draft, Ids.time(fresh)))
                .compose(edited ->
                        outbox.append(tx, new Fact.StatusEdited(before.id(), before.author(), named(before, draft))));
    }

    private static List<AccountId> named(Status before, Draft draft) {
        return draft.text().mentions().stream()
                .filter(account -> !before.mentions().contains(account))
                .toList();
    }

    /** All a status has been, the oldest first; what it is now comes last. */
    Future<List<Versions.Version>> history(Status status) {
        return Future.all(Versions.of(db, status.id()), Polls.of(db, status.id()))
                .map(found -> {
                    List<Versions.Version> all = new ArrayList<>(found.<List<Versions.Version>>resultAt(0));
                    all.add(Versions.Version.of(
                            status, found.<Optional<Poll>>resultAt(1).map(Poll::options)));
                    return all;
                });
    }

    private static Future<Status> byId(Sql sql, StatusId id) {
        return Statuses.byIds(sql, List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }
}
