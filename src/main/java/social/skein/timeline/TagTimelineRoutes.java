package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.PagedResponse;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.PageLimits;
import social.skein.tag.Hashtag;

/** Hashtag timelines over HTTP. */
public final class TagTimelineRoutes {
    /** Further hashtags of a parameter are ignored, as in Mastodon. */
    private static final int MAX_TAGS = 4;

    private final TagTimeline timeline;

    public TagTimelineRoutes(TagTimeline timeline) {
        this.timeline = timeline;
    }

    public void mount(Endpoints api) {
        api.cacheable("/api/v1/timelines/tag/:tag", Access.anyone(Scope.READ_STATUSES), CachePolicy.POSTS, this::tag);
    }

    /** Without federation there are no remote posts. */
    private Future<PagedResponse> tag(Request request) {
        Params params = request.params();
        Optional<String> tag = Hashtag.parse(request.pathParam("tag"));
        List<String> all = params.list("all").stream().limit(MAX_TAGS).toList();
        List<String> required = parseTags(all);
        boolean impossible = tag.isEmpty() || required.size() < all.size();
        if (impossible || params.flag("remote", false)) {
            return Future.succeededFuture(PagedResponse.empty());
        }
        List<String> any = Stream.concat(tag.stream(), parseTags(params.list("any")).stream())
                .distinct()
                .toList();
        return timeline.page(
                request.optionalAccount(),
                new TagTimeline.TagQuery(
                        any, required, parseTags(params.list("none")), params.flag("only_media", false)),
                params.pageRequest(PageLimits.STATUSES));
    }

    private static List<String> parseTags(List<String> input) {
        return input.stream()
                .limit(MAX_TAGS)
                .flatMap(word -> Hashtag.parse(word).stream())
                .toList();
    }
}
