package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Accounts;
import social.skein.audience.Audience;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.model.Window;
import social.skein.status.Listing;
import social.skein.status.Pins;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.Hashtag;

/** What one account posted and boosted, over HTTP, as far as the reader may see it. */
public final class ProfileRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final Accounts accounts;
    private final Audience audience;
    private final Statuses statuses;
    private final Pins pins;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public ProfileRoutes(
            Accounts accounts,
            Audience audience,
            Statuses statuses,
            Pins pins,
            VisibleStatuses visible,
            StatusViews views) {
        this.accounts = accounts;
        this.audience = audience;
        this.statuses = statuses;
        this.pins = pins;
        this.visible = visible;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/:id/statuses", Access.anyone(Scope.READ_STATUSES), this::statuses);
    }

    /** As long as there is no media, nothing is found by {@code only_media}. */
    private Future<Page<StatusView>> statuses(Request request) {
        Params params = request.params();
        Window window = params.window(USUAL, MOST);
        AccountId author = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        return accounts.get(author).compose(exists -> {
            if (params.flag("only_media", false)) {
                return Future.succeededFuture(Page.empty());
            }
            Future<Page<StatusId>> page = params.flag("pinned", false)
                    ? pinned(author, window)
                    : audience.seenOf(request.reader(), author)
                            .compose(seen -> statuses.ofAccount(listing(request, author, seen), window));
            return page.compose(found -> present(request.reader(), found));
        });
    }

    private Future<Page<StatusId>> pinned(AccountId author, Window window) {
        return pins.ofAccount(author, window)
                .map(page -> page.with(
                        pinned -> pinned.stream().map(Pins.Pin::status).toList()));
    }

    private static Listing listing(Request request, AccountId author, Set<Visibility> seen) {
        Params params = request.params();
        return new Listing(
                author,
                request.reader(),
                seen,
                !params.flag("exclude_replies", false),
                !params.flag("exclude_reblogs", false),
                params.filled("tagged").map(tag -> Hashtag.parse(tag).orElse(tag)));
    }

    private Future<Page<StatusView>> present(Optional<AccountId> reader, Page<StatusId> page) {
        return visible.byIds(reader, page.entries())
                .compose(seen -> views.views(reader, seen))
                .map(shown -> page.with(entries -> shown));
    }
}
