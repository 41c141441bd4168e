package social.skein.fanout;

import io.vertx.core.Future;
import java.util.List;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.Statuses;
import social.skein.status.StatusesChanged;
import social.skein.stream.StatusHint;

/**
 * Cleans up after a deleted status: purges its boosts page by page, then its own dependent rows, and drops its replies
 * from the caches, because they no longer name their parent. Timelines keep the id; readers skip ids without a status.
 */
public final class DeletedStatusCleanup {
    private static final int BATCH_SIZE = 500;

    private final Statuses statuses;
    private final DeletedStatusRows deletedRows;
    private final HintBus hints;

    public DeletedStatusCleanup(Statuses statuses, DeletedStatusRows deletedRows, HintBus hints) {
        this.statuses = statuses;
        this.deletedRows = deletedRows;
        this.hints = hints;
    }

    Future<Void> cleanUp(Fact.StatusDeleted deleted) {
        publishDeleted(deleted.id(), deleted.author());
        return deleted.reblogOf().isPresent()
                ? Future.succeededFuture()
                : invalidateReplies(deleted.id(), 0)
                        .compose(done -> deleteBoosts(deleted.id()))
                        .compose(purged -> deletedRows.purge(List.of(deleted.id())));
    }

    private Future<Void> invalidateReplies(StatusId parent, long after) {
        return statuses.repliesTo(parent, after, BATCH_SIZE).compose(replies -> {
            if (replies.isEmpty()) {
                return Future.succeededFuture();
            }
            hints.publish(StatusesChanged.HINT, new StatusesChanged(replies));
            return invalidateReplies(parent, replies.get(replies.size() - 1).value());
        });
    }

    /** Purged boosts are not found again, so each page is the first one. */
    private Future<Void> deleteBoosts(StatusId original) {
        return statuses.allBoostsOf(original, 0, BATCH_SIZE).compose(boosts -> {
            if (boosts.isEmpty()) {
                return Future.succeededFuture();
            }
            return deletedRows
                    .purge(boosts.stream().map(Statuses.Boost::id).toList())
                    .onSuccess(done -> boosts.forEach(boost -> publishDeleted(boost.id(), boost.account())))
                    .compose(done -> deleteBoosts(original));
        });
    }

    private void publishDeleted(StatusId status, AccountId author) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, StatusHint.Change.DELETED));
    }
}
