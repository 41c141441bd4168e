package social.skein.tag;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Featured hashtags of profiles over HTTP. */
public final class FeaturedTagRoutes {
    private final FeaturedTags featured;
    private final TagViews tagViews;
    private final Accounts accounts;
    private final AccountViews accountViews;

    public FeaturedTagRoutes(FeaturedTags featured, TagViews tagViews, Accounts accounts, AccountViews accountViews) {
        this.featured = featured;
        this.tagViews = tagViews;
        this.accounts = accounts;
        this.accountViews = accountViews;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/featured_tags", Access.user(Scope.READ_ACCOUNTS), this::own)
                .post("/api/v1/featured_tags", Access.user(Scope.WRITE_ACCOUNTS), this::add)
                .delete("/api/v1/featured_tags/:id", Access.user(Scope.WRITE_ACCOUNTS), this::remove)
                .get("/api/v1/featured_tags/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggestions)
                .cacheable(
                        "/api/v1/accounts/:id/featured_tags",
                        Access.anyone(Scope.READ_ACCOUNTS),
                        CachePolicy.POSTS,
                        this::ofAccount);
    }

    private Future<List<FeaturedTagView>> own(Request request) {
        return views(request.account());
    }

    private Future<List<FeaturedTagView>> ofAccount(Request request) {
        return views(AccountId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new));
    }

    private Future<List<FeaturedTagView>> views(AccountId account) {
        return accounts.get(account)
                .compose(owner -> owner.suspended()
                        ? Future.succeededFuture(List.of())
                        : featured.byAccount(account)
                                .map(found -> found.stream()
                                        .map(tag -> view(accountViews.profileUrl(owner.username()), tag))
                                        .toList()));
    }

    private Future<FeaturedTagView> add(Request request) {
        String tag = Hashtag.parse(request.params().text("name").orElse(""))
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Name should be a hashtag: letters, digits and underscores of any script"));
        return accounts.get(request.account())
                .compose(owner -> featured.add(owner.id(), tag)
                        .map(added -> view(accountViews.profileUrl(owner.username()), added)));
    }

    private Future<Map<String, Object>> remove(Request request) {
        long id = AccountId.parse(request.pathParam("id")).map(AccountId::value).orElseThrow(Problem.NotFound::new);
        return featured.remove(request.account(), id).map(Map.of());
    }

    private Future<List<TagView>> suggestions(Request request) {
        return featured.suggestions(request.account())
                .compose(names -> tagViews.views(Optional.of(request.account()), names));
    }

    private static FeaturedTagView view(String profile, FeaturedTags.FeaturedTag tag) {
        return new FeaturedTagView(
                Long.toString(tag.id()),
                tag.tag(),
                Hashtag.taggedUrl(profile, tag.tag()),
                Long.toString(tag.useCount()),
                tag.lastUsedAt().map(WireTimes::formatDate).orElse(null));
    }
}
