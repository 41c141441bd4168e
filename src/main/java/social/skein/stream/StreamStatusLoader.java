package social.skein.stream;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.async.SingleFlight;
import social.skein.model.StatusId;
import social.skein.rendering.StatusViews;
import social.skein.status.Statuses;

/**
 * Loads the status that a hint names. A new post is loaded and rendered once per process, for all hubs and for the
 * users that catch up. An edited post is loaded anew for each hint, because an earlier one may have cached an older
 * version.
 */
public final class StreamStatusLoader {
    /** All hubs receive a hint at the same moment, and a new connection catches up within seconds. */
    private static final int MAX_CACHED = 500;

    private final Map<StatusId, Future<Optional<RenderedStatus>>> recent =
            Collections.synchronizedMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<StatusId, Future<Optional<RenderedStatus>>> eldest) {
                    return size() > MAX_CACHED;
                }
            });
    private final SingleFlight<StatusId, Optional<RenderedStatus>> loads =
            new SingleFlight<>(recent, Optional::isPresent);
    private final Statuses statuses;
    private final StatusViews views;

    public StreamStatusLoader(Statuses statuses, StatusViews views) {
        this.statuses = statuses;
        this.views = views;
    }

    /** The status of the hint, empty if it has been deleted since. Completes on the caller's event loop. */
    Future<Optional<RenderedStatus>> load(StatusHint hint) {
        if (hint.change() == StatusHint.Change.POSTED) {
            return loads.get(hint.status(), () -> query(hint));
        }
        recent.remove(hint.status());
        return query(hint);
    }

    private Future<Optional<RenderedStatus>> query(StatusHint hint) {
        return statuses.byIds(List.of(hint.status()))
                .compose(found -> views.views(Optional.empty(), found)
                        .map(rendered -> rendered.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new RenderedStatus(found.get(0), rendered.get(0), hint.change()))));
    }
}
