package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Linked;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.tag.Hashtag;

/** Hashtag timelines over HTTP. */
public final class TagTimelineRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    /** More hashtags than this of one kind are left out, as the reference server does. */
    private static final int MOST_TAGS = 4;

    private final TagTimeline timeline;

    public TagTimelineRoutes(TagTimeline timeline) {
        this.timeline = timeline;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/tag/:tag", Access.anyone(Scope.READ_STATUSES), this::tag);
    }

    /** There is no remote side and, as long as there is no media, nothing with media. */
    private Future<Linked> tag(Request request) {
        Params params = request.params();
        Optional<String> tag = Hashtag.parse(request.path("tag"));
        List<String> all = params.list("all").stream().limit(MOST_TAGS).toList();
        List<String> needed = names(all);
        boolean impossible = tag.isEmpty() || needed.size() < all.size();
        if (impossible || params.flag("remote", false) || params.flag("only_media", false)) {
            return Future.succeededFuture(Linked.empty());
        }
        List<String> any = Stream.concat(tag.stream(), names(params.list("any")).stream())
                .distinct()
                .toList();
        return timeline.page(
                request.reader(),
                new TagTimeline.Choice(any, needed, names(params.list("none"))),
                params.window(USUAL, MOST));
    }

    private static List<String> names(List<String> typed) {
        return typed.stream()
                .limit(MOST_TAGS)
                .flatMap(word -> Hashtag.parse(word).stream())
                .toList();
    }
}
