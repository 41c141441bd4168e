package social.skein.list;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.BlankText;
import social.skein.model.ListId;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/** Lists over HTTP: create, change, delete, and manage members. */
public final class ListRoutes {
    private static final int MAX_TITLE_LENGTH = 256;

    private final Lists lists;
    private final ListWriter writer;
    private final Accounts accounts;
    private final AccountViews views;

    public ListRoutes(Lists lists, ListWriter writer, Accounts accounts, AccountViews views) {
        this.lists = lists;
        this.writer = writer;
        this.accounts = accounts;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_LISTS);
        Access write = Access.user(Scope.WRITE_LISTS);
        api.get("/api/v1/lists", read, this::all)
                .post("/api/v1/lists", write, this::create)
                .get("/api/v1/lists/:id", read, this::show)
                .put("/api/v1/lists/:id", write, this::update)
                .delete("/api/v1/lists/:id", write, this::delete)
                .get("/api/v1/lists/:id/accounts", read, this::members)
                .post("/api/v1/lists/:id/accounts", write, this::addMembers)
                .delete("/api/v1/lists/:id/accounts", write, this::removeMembers)
                .get("/api/v1/accounts/:id/lists", read, this::listsContaining);
    }

    private Future<List<AccountList>> all(Request request) {
        return lists.byOwner(request.account());
    }

    private Future<AccountList> show(Request request) {
        return lists.get(request.account(), listId(request));
    }

    private Future<AccountList> create(Request request) {
        ListWriter.ListUpdate update = parseUpdate(request.params());
        if (update.title().isEmpty()) {
            throw blankTitle();
        }
        return writer.create(request.account(), update);
    }

    private Future<AccountList> update(Request request) {
        return writer.update(request.account(), listId(request), parseUpdate(request.params()));
    }

    private Future<Map<String, Object>> delete(Request request) {
        return writer.delete(request.account(), listId(request)).map(Map.of());
    }

    private static ListWriter.ListUpdate parseUpdate(Params params) {
        return new ListWriter.ListUpdate(
                params.text("title").map(ListRoutes::parseTitle),
                params.nonBlank("replies_policy").map(ListRoutes::parsePolicy),
                params.nonBlank("exclusive").map(given -> params.flag("exclusive", false)));
    }

    private static String parseTitle(String given) {
        String title = given.strip();
        if (BlankText.isBlank(title)) {
            throw blankTitle();
        }
        return TextLimit.check("Title", title, MAX_TITLE_LENGTH);
    }

    private static Problem blankTitle() {
        return new Problem.Invalid("Validation failed: Title can't be blank");
    }

    private static RepliesPolicy parsePolicy(String name) {
        return RepliesPolicy.parse(name)
                .orElseThrow(
                        () -> new Problem.Invalid(
                                "Validation failed: Replies policy is not included in the list: it should be one of followed, list and none"));
    }

    private Future<Page<AccountView>> members(Request request) {
        PageRequest window = memberWindow(request.params());
        return lists.get(request.account(), listId(request))
                .compose(list -> lists.members(list.id(), window))
                .compose(this::memberViews);
    }

    /** A limit of 0 requests every member. */
    private static PageRequest memberWindow(Params params) {
        PageRequest requested = params.pageRequest(PageLimits.ACCOUNTS);
        boolean all = params.nonBlank("limit").flatMap(Params::parseInteger).equals(Optional.of(0));
        return all
                ? new PageRequest(requested.maxId(), requested.sinceId(), requested.minId(), ListWriter.MAX_MEMBERS + 1)
                : requested;
    }

    private Future<Page<AccountView>> memberViews(Page<Lists.ListMember> page) {
        List<AccountId> ids =
                page.entries().stream().map(Lists.ListMember::account).toList();
        return accounts.activeInOrder(ids).map(found -> page.mapEntries(members -> views.viewAll(found)));
    }

    private Future<Map<String, Object>> addMembers(Request request) {
        return writer.addMembers(request.account(), listId(request), accountIds(request))
                .map(Map.of());
    }

    private Future<Map<String, Object>> removeMembers(Request request) {
        return writer.removeMembers(request.account(), listId(request), accountIds(request))
                .map(Map.of());
    }

    private static List<AccountId> accountIds(Request request) {
        List<AccountId> ids = request.params().list("account_ids").stream()
                .map(id -> AccountId.parse(id).orElseThrow(Problem.NotFound::new))
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw Params.missing("account_ids");
        }
        return ids;
    }

    private Future<List<AccountList>> listsContaining(Request request) {
        AccountId member = AccountId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return accounts.get(member).compose(account -> lists.listsContaining(request.account(), account.id()));
    }

    private static ListId listId(Request request) {
        return ListId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
