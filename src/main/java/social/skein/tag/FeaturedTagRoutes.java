package social.skein.tag;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Hashtags on profiles over HTTP. */
public final class FeaturedTagRoutes {
    private final FeaturedTags featured;
    private final TagViews tags;
    private final Accounts accounts;
    private final AccountViews people;

    public FeaturedTagRoutes(FeaturedTags featured, TagViews tags, Accounts accounts, AccountViews people) {
        this.featured = featured;
        this.tags = tags;
        this.accounts = accounts;
        this.people = people;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/featured_tags", Access.user(Scope.READ_ACCOUNTS), this::own)
                .post("/api/v1/featured_tags", Access.user(Scope.WRITE_ACCOUNTS), this::add)
                .delete("/api/v1/featured_tags/:id", Access.user(Scope.WRITE_ACCOUNTS), this::remove)
                .get("/api/v1/featured_tags/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggestions)
                .get("/api/v1/accounts/:id/featured_tags", Access.anyone(Scope.READ_ACCOUNTS), this::others);
    }

    private Future<List<FeaturedTagView>> own(Request request) {
        return of(request.account());
    }

    private Future<List<FeaturedTagView>> others(Request request) {
        return of(AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new));
    }

    private Future<List<FeaturedTagView>> of(AccountId account) {
        return accounts.get(account)
                .compose(owner -> owner.suspended()
                        ? Future.succeededFuture(List.of())
                        : featured.of(account)
                                .map(found -> found.stream()
                                        .map(tag -> view(people.profile(owner.username()), tag))
                                        .toList()));
    }

    private Future<FeaturedTagView> add(Request request) {
        String tag = Hashtag.parse(request.params().text("name").orElse(""))
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Name should be a hashtag: letters, digits and underscores of any script"));
        return accounts.get(request.account())
                .compose(owner ->
                        featured.add(owner.id(), tag).map(added -> view(people.profile(owner.username()), added)));
    }

    private Future<Map<String, Object>> remove(Request request) {
        long id = AccountId.parse(request.path("id")).map(AccountId::value).orElseThrow(Problem.NotFound::new);
        return featured.remove(request.account(), id).map(Map.of());
    }

    private Future<List<TagView>> suggestions(Request request) {
        return featured.suggestions(request.account())
                .compose(names -> tags.views(Optional.of(request.account()), names));
    }

    private static FeaturedTagView view(String profile, FeaturedTags.Featured tag) {
        return new FeaturedTagView(
                Long.toString(tag.id()),
                tag.tag(),
                Hashtag.url(profile, tag.tag()),
                Long.toString(tag.times()),
                tag.latest().map(Times::date).orElse(null));
    }
}
