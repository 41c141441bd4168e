package social.skein.fanout;

import io.vertx.core.Future;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.Statuses;
import social.skein.stream.StatusHint;

/**
 * Clears up after a deleted status: its boosts go page by page, then what was counted and liked. Timelines keep the ids;
 * an id without a status is shown to nobody.
 */
public final class Removal {
    private static final int CHUNK = 500;

    private final Statuses statuses;
    private final Hints hints;

    public Removal(Statuses statuses, Hints hints) {
        this.statuses = statuses;
        this.hints = hints;
    }

    Future<Void> of(Fact.StatusDeleted deleted) {
        tell(deleted.id(), deleted.author());
        return deleted.reblogOf().isPresent() ? Future.succeededFuture() : boosts(deleted.id());
    }

    private Future<Void> boosts(StatusId of) {
        return statuses.removeBoosts(of, CHUNK).compose(removed -> {
            removed.forEach(boost -> tell(boost.id(), boost.author()));
            return removed.size() < CHUNK ? statuses.removeTraces(of) : boosts(of);
        });
    }

    private void tell(StatusId status, AccountId author) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, true));
    }
}
