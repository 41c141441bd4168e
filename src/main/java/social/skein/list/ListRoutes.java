package social.skein.list;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.Window;

/** Lists over HTTP: made, changed and deleted, and who is on them. */
public final class ListRoutes {
    private static final int USUAL = 40;
    private static final int MOST = 80;
    private static final int LONGEST_TITLE = 256;

    private final Lists lists;
    private final Curation curation;
    private final Accounts accounts;
    private final AccountViews views;

    public ListRoutes(Lists lists, Curation curation, Accounts accounts, AccountViews views) {
        this.lists = lists;
        this.curation = curation;
        this.accounts = accounts;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_LISTS);
        Access write = Access.user(Scope.WRITE_LISTS);
        api.get("/api/v1/lists", read, this::all)
                .post("/api/v1/lists", write, this::create)
                .get("/api/v1/lists/:id", read, this::one)
                .put("/api/v1/lists/:id", write, this::change)
                .delete("/api/v1/lists/:id", write, this::delete)
                .get("/api/v1/lists/:id/accounts", read, this::members)
                .post("/api/v1/lists/:id/accounts", write, this::add)
                .delete("/api/v1/lists/:id/accounts", write, this::remove)
                .get("/api/v1/accounts/:id/lists", read, this::with);
    }

    private Future<List<AccountList>> all(Request request) {
        return lists.of(request.account());
    }

    private Future<AccountList> one(Request request) {
        return lists.get(request.account(), list(request));
    }

    private Future<AccountList> create(Request request) {
        Curation.Wish wish = wish(request.params());
        if (wish.title().isEmpty()) {
            throw untitled();
        }
        return curation.create(request.account(), wish);
    }

    private Future<AccountList> change(Request request) {
        return curation.change(request.account(), list(request), wish(request.params()));
    }

    private Future<Map<String, Object>> delete(Request request) {
        return curation.delete(request.account(), list(request)).map(Map.of());
    }

    private static Curation.Wish wish(Params params) {
        return new Curation.Wish(
                params.text("title").map(ListRoutes::title),
                params.filled("replies_policy").map(ListRoutes::policy),
                params.filled("exclusive").map(given -> params.flag("exclusive", false)));
    }

    private static String title(String given) {
        String title = given.strip();
        if (title.isEmpty()) {
            throw untitled();
        }
        if (title.length() > LONGEST_TITLE) {
            throw new Problem.Invalid(
                    "Validation failed: Title is too long (maximum is " + LONGEST_TITLE + " characters)");
        }
        return title;
    }

    private static Problem untitled() {
        return new Problem.Invalid("Validation failed: Title can't be blank");
    }

    private static RepliesPolicy policy(String word) {
        return RepliesPolicy.parse(word)
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Replies policy should be one of followed, list and none"));
    }

    /** A limit of 0 asks for everybody. */
    private Future<Page<AccountView>> members(Request request) {
        Params params = request.params();
        Window asked = params.window(USUAL, MOST);
        boolean whole = params.integer("limit").orElse(USUAL) == 0;
        Window window = whole ? new Window(asked.max(), asked.since(), asked.min(), Curation.MOST_MEMBERS + 1) : asked;
        return lists.get(request.account(), list(request))
                .compose(list -> lists.members(list.id(), window))
                .compose(page -> accounts.listed(page.entries().stream()
                                .map(Lists.Member::account)
                                .toList())
                        .map(found -> page.with(members -> views.views(found))));
    }

    private Future<Map<String, Object>> add(Request request) {
        return curation.add(request.account(), list(request), people(request)).map(Map.of());
    }

    private Future<Map<String, Object>> remove(Request request) {
        return curation.remove(request.account(), list(request), people(request))
                .map(Map.of());
    }

    private static List<AccountId> people(Request request) {
        List<AccountId> people = request.params().list("account_ids").stream()
                .map(id -> AccountId.parse(id).orElseThrow(Problem.NotFound::new))
                .distinct()
                .toList();
        if (people.isEmpty()) {
            throw new Problem.Malformed("Parameter account_ids is missing");
        }
        return people;
    }

    private Future<List<AccountList>> with(Request request) {
        AccountId member = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        return accounts.get(member).compose(there -> lists.with(request.account(), there.id()));
    }

    private static ListId list(Request request) {
        return ListId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }
}
