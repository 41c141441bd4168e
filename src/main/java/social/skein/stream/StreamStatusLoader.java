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
import social.skein.rendering.StatusViews;
import social.skein.status.Statuses;

/**
 * What hints of posts name. A new post is looked up and shown once for all hubs of a process and for whoever catches up;
 * an edited one by each hub anew, for the hint before may have been of another version.
 */
public final class StreamStatusLoader {
    /** Hubs hear a hint at the same moment, and who connects catches up within seconds. */
    private static final int MAX_CACHED = 500;

    private final Map<StatusId, Future<Optional<RenderedStatus>>> recent = new LinkedHashMap<>();
    private final Statuses statuses;
    private final StatusViews views;

    public StreamStatusLoader(Statuses statuses, StatusViews views) {
        this.statuses = statuses;
        this.views = views;
    }

    /** The status a hint tells of, unless it has gone since. Completes on the caller's event loop. */
    Future<Optional<RenderedStatus>> load(StatusHint hint) {
        return hint.change() == StatusHint.Change.POSTED ? onCurrentContext(loadShared(hint)) : loadFresh(hint);
    }

    private Future<Optional<RenderedStatus>> loadShared(StatusHint hint) {
        synchronized (recent) {
            Future<Optional<RenderedStatus>> known = recent.get(hint.status());
            if (known != null) {
                return known;
            }
            Future<Optional<RenderedStatus>> asked = query(hint);
            recent.put(hint.status(), asked);
            if (recent.size() > MAX_CACHED) {
                recent.remove(recent.keySet().iterator().next());
            }
            asked.onComplete(found -> {
                if (found.failed() || found.result().isEmpty()) {
                    evict(hint.status(), asked);
                }
            });
            return asked;
        }
    }

    private void evict(StatusId status, Future<Optional<RenderedStatus>> lookup) {
        synchronized (recent) {
            recent.remove(status, lookup);
        }
    }

    private Future<Optional<RenderedStatus>> loadFresh(StatusHint hint) {
        synchronized (recent) {
            recent.remove(hint.status());
        }
        return query(hint);
    }

    private Future<Optional<RenderedStatus>> query(StatusHint hint) {
        return statuses.byIds(List.of(hint.status()))
                .compose(found -> views.views(Optional.empty(), found)
                        .map(shown -> shown.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new RenderedStatus(found.get(0), shown.get(0), hint.change()))));
    }

    /** What another event loop asked for completes there; a hub lives on its own. */
    private static <T> Future<T> onCurrentContext(Future<T> future) {
        Context loop = Vertx.currentContext();
        Promise<T> here = Promise.promise();
        future.onComplete(done -> loop.runOnContext(now -> here.handle(done)));
        return here.future();
    }
}
