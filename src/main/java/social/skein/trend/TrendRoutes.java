package social.skein.trend;

import io.vertx.core.Future;
import java.util.List;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.PageLimits;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagView;
import social.skein.tag.TagViews;

/** Trending hashtags and statuses over HTTP. */
public final class TrendRoutes {
    private static final PageLimits HASHTAGS = new PageLimits(10, 20);

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
        api.cacheable("/api/v1/trends", Access.anyone(), CachePolicy.POSTS, this::tags)
                .cacheable("/api/v1/trends/tags", Access.anyone(), CachePolicy.POSTS, this::tags)
                .cacheable("/api/v1/trends/statuses", Access.anyone(), CachePolicy.POSTS, this::statuses)
                .cacheable("/api/v1/trends/links", Access.anyone(), CachePolicy.POSTS, this::links);
    }

    private Future<List<TagView>> tags(Request request) {
        Params params = request.params();
        int limit = params.limit(HASHTAGS);
        int offset = params.offset();
        return trends.current()
                .compose(snapshot -> tagViews.views(request.optionalAccount(), slice(snapshot.tags(), limit, offset)));
    }

    /**
     * The visibility rules apply before the offset, so that a client that continues from the entries it received misses
     * none.
     */
    private Future<List<StatusView>> statuses(Request request) {
        Params params = request.params();
        int limit = params.limit(PageLimits.STATUSES);
        int offset = params.offset();
        return trends.current()
                .compose(snapshot -> visibleStatuses.unmutedByIds(request.optionalAccount(), snapshot.statuses()))
                .compose(visible -> statusViews.views(
                        request.optionalAccount(),
                        slice(
                                visible.stream()
                                        .filter(status -> !status.sensitive())
                                        .toList(),
                                limit,
                                offset)));
    }

    /** This server does not fetch link previews, so no links trend. */
    private Future<List<Object>> links(Request request) {
        Params params = request.params();
        return Future.succeededFuture(slice(List.of(), params.limit(HASHTAGS), params.offset()));
    }

    private static <T> List<T> slice(List<T> all, int limit, int offset) {
        return all.stream().skip(offset).limit(limit).toList();
    }
}
