package social.skein.trend;

import io.vertx.core.Future;
import java.util.List;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagView;
import social.skein.tag.TagViews;

/** What is talked about, over HTTP. */
public final class TrendRoutes {
    private final Trends trends;
    private final TagViews tagViews;
    private final VisibleStatuses visibleStatuses;
    private final StatusViews statusViews;

    public TrendRoutes(Trends trends, TagViews tagViews, VisibleStatuses visibleStatuses, StatusViews statusViews) {
        this.trends = trends;
        this.tagViews = tagViews;
        this.visibleStatuses = visibleStatuses;
        this.statusViews = statusViews;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/trends", Access.anyone(), this::tags)
                .get("/api/v1/trends/tags", Access.anyone(), this::tags)
                .get("/api/v1/trends/statuses", Access.anyone(), this::statuses)
                .get("/api/v1/trends/links", Access.anyone(), this::links);
    }

    private Future<List<TagView>> tags(Request request) {
        Params params = request.params();
        int limit = params.limit(10, 20);
        int offset = params.offset();
        return trends.current()
                .compose(known -> tagViews.views(request.optionalAccount(), slice(known.tags(), limit, offset)));
    }

    /** The reader's rules come first, so that a client that goes on by what it got misses nothing. */
    private Future<List<StatusView>> statuses(Request request) {
        Params params = request.params();
        int limit = params.limit(20, 40);
        int offset = params.offset();
        return trends.current()
                .compose(known -> visibleStatuses.unmutedByIds(request.optionalAccount(), known.statuses()))
                .compose(met -> statusViews.views(
                        request.optionalAccount(),
                        slice(met.stream().filter(status -> !status.sensitive()).toList(), limit, offset)));
    }

    /** No links are looked into here, so none trend. */
    private Future<List<Object>> links(Request request) {
        Params params = request.params();
        return Future.succeededFuture(slice(List.of(), params.limit(10, 20), params.offset()));
    }

    private static <T> List<T> slice(List<T> all, int limit, int offset) {
        return all.stream().skip(offset).limit(limit).toList();
    }
}
