package social.skein.tag;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.Problem;

/** Hashtags over HTTP: show, follow, unfollow. A hashtag that is not used is shown as well. */
public final class TagRoutes {
    private static final PageLimits TAGS = new PageLimits(100, 200);

    private final TagFollowWriter writer;
    private final TagFollows follows;
    private final TagViews views;

    public TagRoutes(TagFollowWriter writer, TagFollows follows, TagViews views) {
        this.writer = writer;
        this.follows = follows;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.cacheable("/api/v1/tags/:name", Access.anyone(), CachePolicy.POSTS, this::show)
                .post("/api/v1/tags/:name/follow", Access.user(Scope.WRITE_FOLLOWS), this::follow)
                .post("/api/v1/tags/:name/unfollow", Access.user(Scope.WRITE_FOLLOWS), this::unfollow)
                .get("/api/v1/followed_tags", Access.user(Scope.READ_FOLLOWS), this::followed);
    }

    private Future<TagView> show(Request request) {
        return views.view(request.optionalAccount(), name(request));
    }

    private Future<TagView> follow(Request request) {
        String name = name(request);
        return writer.follow(request.account(), name).compose(done -> views.view(request.optionalAccount(), name));
    }

    private Future<TagView> unfollow(Request request) {
        String name = name(request);
        return writer.unfollow(request.account(), name).compose(done -> views.view(request.optionalAccount(), name));
    }

    private Future<Page<TagView>> followed(Request request) {
        return follows.followedPage(request.account(), request.params().pageRequest(TAGS))
                .compose(page -> views.views(
                                Optional.of(request.account()),
                                page.entries().stream()
                                        .map(TagFollows.FollowedTag::tag)
                                        .toList())
                        .map(shown -> page.mapEntries(entries -> shown)));
    }

    /** The name in the path, or a 404 if it cannot be a hashtag. */
    private static String name(Request request) {
        return Hashtag.parse(request.pathParam("name")).orElseThrow(Problem.NotFound::new);
    }
}
