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
import social.skein.http.Origin;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.Window;
import social.skein.status.StatusView;
import social.skein.tag.Hashtag;
import social.skein.tag.TagView;
import social.skein.tag.TagViews;
import social.skein.tag.Tags;

/** Search over everything: people, statuses and hashtags. */
public final class SearchRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    /** Whoever goes on further than this looks for something else. */
    private static final int LAST_OFFSET = 2_000;

    private final PeopleSearch people;
    private final AccountViews accountViews;
    private final StatusFinder statuses;
    private final Tags tags;
    private final TagViews tagViews;
    private final Addresses addresses;

    public SearchRoutes(
            PeopleSearch people,
            AccountViews accountViews,
            StatusFinder statuses,
            Tags tags,
            TagViews tagViews,
            Origin origin) {
        this.people = people;
        this.accountViews = accountViews;
        this.statuses = statuses;
        this.tags = tags;
        this.tagViews = tagViews;
        this.addresses = new Addresses(origin);
    }

    /** All three are always there, for some clients read them unasked. */
    private record Found(List<AccountView> accounts, List<StatusView> statuses, List<TagView> hashtags) {}

    /** Which of the three is asked for; unknown ones find nothing. */
    private enum Kind {
        ACCOUNTS,
        STATUSES,
        HASHTAGS
    }

    public void mount(Endpoints api) {
        api.get("/api/v2/search", Access.anyone(Scope.READ_SEARCH), this::search);
    }

    private Future<Found> search(Request request) {
        Params params = request.params();
        String words = params.required("q").strip();
        refuseWhatNeedsSomebody(request);
        int limit = params.limit(USUAL, MOST);
        int offset = params.filled("type").isPresent() ? params.offset() : 0;
        if (offset > LAST_OFFSET) {
            return Future.succeededFuture(new Found(List.of(), List.of(), List.of()));
        }
        return Future.all(
                        people(request, words, limit, offset),
                        statuses(request, words, limit, offset),
                        hashtags(request, words, limit, offset))
                .map(found -> new Found(found.resultAt(0), found.resultAt(1), found.resultAt(2)));
    }

    private static void refuseWhatNeedsSomebody(Request request) {
        if (request.reader().isPresent()) {
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

    private static boolean wants(Request request, Kind kind) {
        return request.params()
                .filled("type")
                .map(type -> type.equalsIgnoreCase(kind.name()))
                .orElse(true);
    }

    /** A hashtag's sign says that no people are meant. */
    private Future<List<AccountView>> people(Request request, String words, int limit, int offset) {
        if (!wants(request, Kind.ACCOUNTS) || words.startsWith("#")) {
            return Future.succeededFuture(List.of());
        }
        Optional<AccountId> followedBy =
                request.params().flag("following", false) ? request.reader() : Optional.empty();
        return people.find(new PeopleSearch.Wanted(words, followedBy, limit, offset))
                .map(accountViews::views);
    }

    private Future<List<StatusView>> statuses(Request request, String words, int limit, int offset) {
        Optional<AccountId> viewer = request.reader();
        if (viewer.isEmpty() || !wants(request, Kind.STATUSES)) {
            return Future.succeededFuture(List.of());
        }
        if (Addresses.isOne(words)) {
            return offset > 0
                    ? Future.succeededFuture(List.of())
                    : addresses
                            .status(words)
                            .map(id -> statuses.one(viewer, id))
                            .orElse(Future.succeededFuture(List.of()));
        }
        Optional<String> author = request.params().filled("account_id");
        Optional<AccountId> known = author.flatMap(AccountId::parse);
        if (author.isPresent() && known.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        Window window = request.params().window(USUAL, MOST);
        long above = Math.max(window.min().orElse(-1), window.since().orElse(-1)) + 1;
        return statuses.find(viewer.get(), words, known, new StatusSearch.Part(above, window.below(), limit, offset));
    }

    private Future<List<TagView>> hashtags(Request request, String words, int limit, int offset) {
        if (!wants(request, Kind.HASHTAGS) || words.startsWith("@")) {
            return Future.succeededFuture(List.of());
        }
        if (Addresses.isOne(words)) {
            List<String> named = offset > 0 ? List.of() : tag(words).stream().toList();
            return tagViews.views(request.reader(), named);
        }
        return Hashtag.beginning(words)
                .map(beginning -> tags.startingWith(beginning, limit, offset))
                .orElse(Future.succeededFuture(List.of()))
                .compose(names -> tagViews.views(request.reader(), names));
    }

    private Optional<String> tag(String address) {
        try {
            return addresses
                    .tag(address)
                    .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                    .flatMap(Hashtag::parse);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }
}
