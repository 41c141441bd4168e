package social.skein.fanout;

import io.vertx.core.Future;
import java.util.List;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.Remains;
import social.skein.status.Statuses;
import social.skein.stream.StatusHint;

/**
 * Clears up after a deleted status: its boosts go page by page, then what was counted and liked. Timelines keep the ids;
 * an id without a status is shown to nobody.
 */
public final class Removal {
    private static final int CHUNK = 500;

    private final Statuses statuses;
    private final Remains remains;
    private final Hints hints;

    public Removal(Statuses statuses, Remains remains, Hints hints) {
        this.statuses = statuses;
        this.remains = remains;
        this.hints = hints;
    }

    Future<Void> of(Fact.StatusDeleted deleted) {
        tell(deleted.id(), deleted.author());
        return deleted.reblogOf().isPresent()
                ? Future.succeededFuture()
                : boosts(deleted.id()).compose(none -> remains.forget(List.of(deleted.id())));
    }

    /** What is forgotten is not found again, so each round starts from the beginning. */
    private Future<Void> boosts(StatusId of) {
        return statuses.boostsOf(of, 0, CHUNK).compose(boosts -> {
            if (boosts.isEmpty()) {
                return Future.succeededFuture();
            }
            return remains.forget(boosts.stream().map(Statuses.Boost::id).toList())
                    .onSuccess(done -> boosts.forEach(boost -> tell(boost.id(), boost.by())))
                    .compose(done -> boosts(of));
        });
    }

    private void tell(StatusId status, AccountId author) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, StatusHint.Change.DELETED));
    }
}
