package social.skein.permalink;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.HandleParser;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.tag.Hashtag;

/**
 * The pages of accounts, posts and hashtags at the addresses that the API gives out. They ignore cookies and tokens, so
 * caches may share them.
 */
public final class PermalinkRoutes {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_]{1,30}");

    private final Accounts accounts;
    private final AccountViews views;
    private final HandleParser handles;
    private final PublicPosts posts;
    private final PermalinkPages pages;

    PermalinkRoutes(
            Accounts accounts, AccountViews views, HandleParser handles, PublicPosts posts, PermalinkPages pages) {
        this.accounts = accounts;
        this.views = views;
        this.handles = handles;
        this.posts = posts;
        this.pages = pages;
    }

    public void mount(Endpoints api) {
        api.cacheable("/@:name", Access.anyone(), CachePolicy.POSTS, request -> page(() -> account(request)));
        api.cacheable(
                "/@:name/tagged/:tag", Access.anyone(), CachePolicy.POSTS, request -> page(() -> accountTag(request)));
        api.cacheable("/@:name/:id", Access.anyone(), CachePolicy.POSTS, request -> page(() -> post(request)));
        api.cacheable("/tags/:tag", Access.anyone(), CachePolicy.POSTS, request -> page(() -> tag(request)));
        api.get("/users/:name", Access.anyone(), request -> page(() -> redirect(username(request), "")));
        api.get(
                "/users/:name/statuses/:id",
                Access.anyone(),
                request -> page(() -> redirect(username(request), "/" + statusId(request))));
    }

    private interface Page {
        Future<Response> show();
    }

    private Future<Response> page(Page page) {
        return Future.succeededFuture().compose(start -> page.show()).recover(pages::errorPage);
    }

    private Future<Response> account(Request request) {
        return withAccount(
                request,
                account -> posts.byAccount(account.id(), Optional.empty())
                        .map(latest -> pages.account(views.view(account), latest)));
    }

    private Future<Response> accountTag(Request request) {
        String tag = tagName(request);
        return withAccount(
                request,
                account -> posts.byAccount(account.id(), Optional.of(tag))
                        .map(latest -> pages.tag(tag, Optional.of(views.view(account)), latest)));
    }

    private Future<Response> tag(Request request) {
        String tag = tagName(request);
        return posts.byTag(tag).map(latest -> pages.tag(tag, Optional.empty(), latest));
    }

    private Future<Response> withAccount(Request request, Function<Account, Future<Response>> page) {
        return handles.localUsername(request.pathParam("name"))
                .map(accounts::byUsername)
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(account -> account.suspended() ? Future.succeededFuture(pages.gone()) : page.apply(account));
    }

    /** The name in the address must be the author's, otherwise a link could put words into another's mouth. */
    private Future<Response> post(Request request) {
        Optional<String> username = handles.localUsername(request.pathParam("name"));
        return posts.get(statusId(request)).compose(post -> {
            if (!post.view().account().username().equalsIgnoreCase(username.orElse(""))) {
                throw new Problem.NotFound();
            }
            return post.view().reblog() == null
                    ? Future.succeededFuture(pages.post(post))
                    : redirectToOriginal(post.view().reblog());
        });
    }

    private Future<Response> redirectToOriginal(social.skein.rendering.StatusView original) {
        return redirect(original.account().username(), "/" + original.id());
    }

    private static Future<Response> redirect(String username, String path) {
        return Future.succeededFuture(Response.redirect("/@" + username + path));
    }

    private static String username(Request request) {
        return Optional.of(request.pathParam("name"))
                .filter(name -> USERNAME.matcher(name).matches())
                .orElseThrow(Problem.NotFound::new);
    }

    private static StatusId statusId(Request request) {
        return StatusId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }

    private static String tagName(Request request) {
        return Hashtag.parse(request.pathParam("tag")).orElseThrow(Problem.NotFound::new);
    }
}
