package social.skein.search;

import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.rendering.StatusView;
import social.skein.tag.Hashtag;
import social.skein.tag.TagView;
import social.skein.tag.TagViews;
import social.skein.tag.Tags;

/** Search for accounts, statuses and hashtags. */
public final class SearchRoutes {

    /** Deeper pages are empty: they cost more than they are worth. */
    private static final int MAX_OFFSET = 2_000;

    private final AccountSearch accountSearch;
    private final AccountViews accountViews;
    private final StatusSearch statusFinder;
    private final Tags tags;
    private final TagViews tagViews;
    private final LocalUrlResolver localUrls;

    public SearchRoutes(
            AccountSearch accountSearch,
            AccountViews accountViews,
            StatusSearch statusFinder,
            Tags tags,
            TagViews tagViews,
            PublicUrl publicUrl) {
        this.accountSearch = accountSearch;
        this.accountViews = accountViews;
        this.statusFinder = statusFinder;
        this.tags = tags;
        this.tagViews = tagViews;
        this.localUrls = new LocalUrlResolver(publicUrl);
    }

    /** All three lists are always present: some clients read them regardless of the requested type. */
    private record SearchResults(List<AccountView> accounts, List<StatusView> statuses, List<TagView> hashtags) {}

    /** The requested type; an unknown type finds nothing. */
    private enum SearchType {
        ACCOUNTS,
        STATUSES,
        HASHTAGS
    }

    public void mount(Endpoints api) {
        api.get("/api/v2/search", Access.anyone(Scope.READ_SEARCH), this::search);
    }

    private Future<SearchResults> search(Request request) {
        Params params = request.params();
        String query = params.required("q").strip();
        requireSignInForPagingAndResolve(request);
        int limit = params.limit(PageLimits.STATUSES);
        int offset = params.nonBlank("type").isPresent() ? params.offset() : 0;
        if (offset > MAX_OFFSET) {
            return Future.succeededFuture(new SearchResults(List.of(), List.of(), List.of()));
        }
        return Future.all(
                        accounts(request, query, limit, offset),
                        statuses(request, query, limit, offset),
                        hashtags(request, query, limit, offset))
                .map(found -> new SearchResults(found.resultAt(0), found.resultAt(1), found.resultAt(2)));
    }

    private static void requireSignInForPagingAndResolve(Request request) {
        if (request.optionalAccount().isPresent()) {
            return;
        }
        if (request.params().offset() > 0) {
            throw new Problem.Unauthorized("Search queries pagination is not supported without authentication");
        }
        if (request.params().flag("resolve", false)) {
            throw new Problem.Unauthorized(
                    "Search queries that resolve remote resources are not supported without authentication");
        }
    }

    private static boolean wants(Request request, SearchType searchType) {
        return request.params()
                .nonBlank("type")
                .map(type -> type.equalsIgnoreCase(searchType.name()))
                .orElse(true);
    }

    /** A query with a hashtag sign finds no accounts. */
    private Future<List<AccountView>> accounts(Request request, String query, int limit, int offset) {
        if (!wants(request, SearchType.ACCOUNTS) || query.startsWith("#")) {
            return Future.succeededFuture(List.of());
        }
        Optional<AccountId> followedBy =
                request.params().flag("following", false) ? request.optionalAccount() : Optional.empty();
        return accountSearch
                .find(new AccountSearch.AccountQuery(query, followedBy, limit, offset))
                .map(accountViews::viewAll);
    }

    private Future<List<StatusView>> statuses(Request request, String query, int limit, int offset) {
        Optional<AccountId> viewer = request.optionalAccount();
        if (viewer.isEmpty() || !wants(request, SearchType.STATUSES)) {
            return Future.succeededFuture(List.of());
        }
        if (LocalUrlResolver.isUrl(query)) {
            return offset > 0
                    ? Future.succeededFuture(List.of())
                    : localUrls
                            .statusId(query)
                            .map(id -> statusFinder.byId(viewer, id))
                            .orElse(Future.succeededFuture(List.of()));
        }
        Optional<String> author = request.params().nonBlank("account_id");
        Optional<AccountId> authorId = author.flatMap(AccountId::parse);
        if (author.isPresent() && authorId.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        PageRequest window = request.params().pageRequest(PageLimits.STATUSES);
        long minId = Math.max(window.minId().orElse(-1), window.sinceId().orElse(-1)) + 1;
        return statusFinder.find(
                viewer.get(),
                query,
                authorId,
                new StatusTextSearch.SearchPage(minId, window.upperBound(), limit, offset));
    }

    private Future<List<TagView>> hashtags(Request request, String query, int limit, int offset) {
        if (!wants(request, SearchType.HASHTAGS) || query.startsWith("@")) {
            return Future.succeededFuture(List.of());
        }
        if (LocalUrlResolver.isUrl(query)) {
            List<String> names =
                    offset > 0 ? List.of() : resolveTag(query).stream().toList();
            return tagViews.views(request.optionalAccount(), names);
        }
        return Hashtag.parsePrefix(query)
                .map(prefix -> tags.findByPrefix(prefix, limit, offset))
                .orElse(Future.succeededFuture(List.of()))
                .compose(names -> tagViews.views(request.optionalAccount(), names));
    }

    private Optional<String> resolveTag(String url) {
        try {
            return localUrls
                    .encodedTag(url)
                    .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                    .flatMap(Hashtag::parse);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
