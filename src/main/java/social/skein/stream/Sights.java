package social.skein.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.model.StatusId;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/**
 * What hints of posts name. A new post is looked up and shown once for all hubs of a process and for whoever catches up;
 * an edited one by each hub anew, for the hint before may have been of another version.
 */
public final class Sights {
    /** Hubs hear a hint at the same moment, and who connects catches up within seconds. */
    private static final int MOST_KEPT = 500;

    private final Map<StatusId, Future<Optional<Sight>>> latest = new LinkedHashMap<>();
    private final Statuses statuses;
    private final StatusViews views;

    public Sights(Statuses statuses, StatusViews views) {
        this.statuses = statuses;
        this.views = views;
    }

    /** The status a hint tells of, unless it has gone since. Completes on the caller's event loop. */
    Future<Optional<Sight>> of(StatusHint hint) {
        return hint.change() == StatusHint.Change.POSTED ? here(shared(hint)) : fresh(hint);
    }

    private Future<Optional<Sight>> shared(StatusHint hint) {
        synchronized (latest) {
            Future<Optional<Sight>> known = latest.get(hint.status());
            if (known != null) {
                return known;
            }
            Future<Optional<Sight>> asked = look(hint);
            latest.put(hint.status(), asked);
            if (latest.size() > MOST_KEPT) {
                latest.remove(latest.keySet().iterator().next());
            }
            asked.onComplete(found -> {
                if (found.failed() || found.result().isEmpty()) {
                    forget(hint.status(), asked);
                }
            });
            return asked;
        }
    }

    private void forget(StatusId status, Future<Optional<Sight>> asked) {
        synchronized (latest) {
            latest.remove(status, asked);
        }
    }

    private Future<Optional<Sight>> fresh(StatusHint hint) {
        synchronized (latest) {
            latest.remove(hint.status());
        }
        return look(hint);
    }

    private Future<Optional<Sight>> look(StatusHint hint) {
        return statuses.byIds(List.of(hint.status()))
                .compose(found -> views.views(Optional.empty(), found)
                        .map(shown -> shown.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new Sight(found.get(0), shown.get(0), hint.change()))));
    }

    /** What another event loop asked for completes there; a hub lives on its own. */
    private static <T> Future<T> here(Future<T> elsewhere) {
        Context loop = Vertx.currentContext();
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(done -> loop.runOnContext(now -> here.handle(done)));
        return here.future();
    }
}
