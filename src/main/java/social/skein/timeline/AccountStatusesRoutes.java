package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountCache;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.PagedResponse;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.interaction.Pins;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.rendering.CachedStatus;
import social.skein.status.AccountStatusQuery;
import social.skein.status.Statuses;
import social.skein.tag.Hashtag;
import social.skein.visibility.CachedStatusFilter;

/** The posts and boosts of one account over HTTP, as far as the viewer may see them. */
public final class AccountStatusesRoutes {
    private final AccountCache accounts;
    private final CachedStatusFilter viewerStates;
    private final Statuses statuses;
    private final Pins pins;
    private final SkeletonCache skeletonCache;
    private final TimelinePipeline pipeline;

    public AccountStatusesRoutes(
            AccountCache accounts,
            CachedStatusFilter viewerStates,
            Statuses statuses,
            Pins pins,
            SkeletonCache skeletonCache,
            TimelinePipeline pipeline) {
        this.accounts = accounts;
        this.viewerStates = viewerStates;
        this.statuses = statuses;
        this.pins = pins;
        this.skeletonCache = skeletonCache;
        this.pipeline = pipeline;
    }

    public void mount(Endpoints api) {
        api.cacheable(
                "/api/v1/accounts/:id/statuses", Access.anyone(Scope.READ_STATUSES), CachePolicy.POSTS, this::statuses);
    }

    private Future<PagedResponse> statuses(Request request) {
        PageRequest window = request.params().pageRequest(PageLimits.STATUSES);
        AccountId author = AccountId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return accounts.byIds(List.of(author)).compose(found -> {
            if (found.isEmpty()) {
                throw new Problem.NotFound();
            }
            return statuses(request, author, window);
        });
    }

    private Future<PagedResponse> statuses(Request request, AccountId author, PageRequest window) {
        Future<Page<StatusId>> page = request.params().flag("pinned", false)
                ? pinnedPage(author, window)
                : accessiblePage(request, author, window);
        return page.compose(ids -> present(request.optionalAccount(), window, ids));
    }

    private Future<PagedResponse> present(Optional<AccountId> viewer, PageRequest window, Page<StatusId> page) {
        return pipeline.skeleton(page)
                .hydrate()
                .rules(found -> viewerStates.filterVisible(viewer, found, CachedStatus::attributes))
                .present(viewer, window);
    }

    private Future<Page<StatusId>> pinnedPage(AccountId author, PageRequest window) {
        return pins.byAccount(author, window)
                .map(page -> page.mapEntries(
                        pinned -> pinned.stream().map(Pins.Pin::status).toList()));
    }

    private Future<Page<StatusId>> accessiblePage(Request request, AccountId author, PageRequest window) {
        return viewerStates
                .accessibleVisibilities(request.optionalAccount(), author)
                .map(visibilities -> parseQuery(request, author, visibilities))
                .compose(query -> skeletonCache.account(query, window, () -> statuses.byAccount(query, window)));
    }

    private static AccountStatusQuery parseQuery(Request request, AccountId author, Set<Visibility> visibilities) {
        Params params = request.params();
        return new AccountStatusQuery(
                author,
                request.optionalAccount(),
                visibilities,
                !params.flag("exclude_replies", false),
                !params.flag("exclude_reblogs", false),
                params.flag("only_media", false),
                params.nonBlank("tagged").map(tag -> Hashtag.parse(tag).orElse(tag)));
    }
}
