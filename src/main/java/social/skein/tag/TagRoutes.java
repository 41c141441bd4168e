package social.skein.tag;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.Problem;

/** Hashtags over HTTP: looked at, followed and left. One that nobody has used yet is there as well, unused. */
public final class TagRoutes {
    private static final int USUAL = 100;
    private static final int MOST = 200;

    private final TagFollowing following;
    private final TagFollows follows;
    private final TagViews views;

    public TagRoutes(TagFollowing following, TagFollows follows, TagViews views) {
        this.following = following;
        this.follows = follows;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/tags/:name", Access.anyone(), this::one)
                .post("/api/v1/tags/:name/follow", Access.user(Scope.WRITE_FOLLOWS), this::follow)
                .post("/api/v1/tags/:name/unfollow", Access.user(Scope.WRITE_FOLLOWS), this::unfollow)
                .get("/api/v1/followed_tags", Access.user(Scope.READ_FOLLOWS), this::followed);
    }

    private Future<TagView> one(Request request) {
        return views.view(request.reader(), name(request));
    }

    private Future<TagView> follow(Request request) {
        String name = name(request);
        return following.follow(request.account(), name).compose(done -> views.view(request.reader(), name));
    }

    private Future<TagView> unfollow(Request request) {
        String name = name(request);
        return following.unfollow(request.account(), name).compose(done -> views.view(request.reader(), name));
    }

    private Future<Page<TagView>> followed(Request request) {
        return follows.followed(request.account(), request.params().window(USUAL, MOST))
                .compose(page -> views.views(
                                Optional.of(request.account()),
                                page.entries().stream()
                                        .map(TagFollows.Followed::tag)
                                        .toList())
                        .map(shown -> page.with(entries -> shown)));
    }

    /** What can be no hashtag's name is not there. */
    private static String name(Request request) {
        return Hashtag.parse(request.path("name")).orElseThrow(Problem.NotFound::new);
    }
}
