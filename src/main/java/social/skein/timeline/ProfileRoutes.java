package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.account.AccountCards;
import social.skein.audience.Standpoints;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Linked;
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
import social.skein.status.StatusCard;
import social.skein.status.Statuses;
import social.skein.tag.Hashtag;

/** What one account posted and boosted, over HTTP, as far as the reader may see it. */
public final class ProfileRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final AccountCards accounts;
    private final Standpoints standpoints;
    private final Statuses statuses;
    private final Pins pins;
    private final KnownSkeletons known;
    private final RuledPages pages;

    public ProfileRoutes(
            AccountCards accounts,
            Standpoints standpoints,
            Statuses statuses,
            Pins pins,
            KnownSkeletons known,
            RuledPages pages) {
        this.accounts = accounts;
        this.standpoints = standpoints;
        this.statuses = statuses;
        this.pins = pins;
        this.known = known;
        this.pages = pages;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/:id/statuses", Access.anyone(Scope.READ_STATUSES), this::statuses);
    }

    /** As long as there is no media, nothing is found by {@code only_media}. */
    private Future<Linked> statuses(Request request) {
        Params params = request.params();
        Window window = params.window(USUAL, MOST);
        AccountId author = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        return accounts.byIds(List.of(author)).compose(found -> {
            if (found.isEmpty()) {
                throw new Problem.NotFound();
            }
            if (params.flag("only_media", false)) {
                return Future.succeededFuture(Linked.empty());
            }
            Future<Page<StatusId>> page = params.flag("pinned", false)
                    ? pinned(author, window)
                    : standpoints
                            .seenOf(request.reader(), author)
                            .compose(seen -> listed(listing(request, author, seen), window));
            return page.compose(ids -> pages.page(
                    request.reader(), ids, cards -> standpoints.visible(request.reader(), cards, StatusCard::subject)));
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

    private Future<Page<StatusId>> listed(Listing listing, Window window) {
        return known.ofAccount(listing, window, () -> statuses.ofAccount(listing, window));
    }
}
