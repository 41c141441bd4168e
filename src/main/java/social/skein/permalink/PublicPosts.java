package social.skein.permalink;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.AccountStatusQuery;
import social.skein.status.Status;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.timeline.TagTimeline;

/** The posts that anyone may read, as the API shows them to a client without a token. */
final class PublicPosts {
    private static final int PAGE_SIZE = 20;
    private static final Set<Visibility> VISIBILITIES = Set.of(Visibility.PUBLIC, Visibility.UNLISTED);

    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final TagTimeline tagTimeline;

    PublicPosts(Statuses statuses, VisibleStatuses visible, StatusViews views, TagTimeline tagTimeline) {
        this.statuses = statuses;
        this.visible = visible;
        this.views = views;
        this.tagTimeline = tagTimeline;
    }

    /** A post with its view. */
    record Post(Status status, StatusView view) {}

    /** The post or boost, or a {@link social.skein.model.Problem.NotFound}. */
    Future<Post> get(StatusId id) {
        return visible.get(Optional.empty(), id)
                .compose(status -> views.view(Optional.empty(), status).map(view -> new Post(status, view)));
    }

    /** The newest posts and boosts of an account, without replies to others. */
    Future<List<StatusView>> byAccount(AccountId account, Optional<String> tag) {
        AccountStatusQuery query =
                new AccountStatusQuery(account, Optional.empty(), VISIBILITIES, false, tag.isEmpty(), false, tag);
        return statuses.byAccount(query, PageRequest.firstPage(PAGE_SIZE))
                .map(Page::entries)
                .compose(this::show);
    }

    /** The newest public posts with a hashtag. */
    Future<List<StatusView>> byTag(String tag) {
        return tagTimeline.newest(tag, PAGE_SIZE).compose(this::show);
    }

    private Future<List<StatusView>> show(List<StatusId> ids) {
        return visible.byIds(Optional.empty(), ids).compose(found -> views.views(Optional.empty(), found));
    }
}
