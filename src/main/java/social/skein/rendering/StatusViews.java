package social.skein.rendering;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.account.Accounts;
import social.skein.filter.FilterMatcher;
import social.skein.filter.Filters;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Reads;
import social.skein.status.InteractionIndex;
import social.skein.status.Interactions;
import social.skein.status.Status;
import social.skein.status.UndoTarget;

/**
 * Renders statuses for one viewer. Accounts, polls, interactions and filters are loaded in one statement each,
 * regardless of the number of statuses. A status that matches a filter is included with the filter's name even if the
 * filter hides it: clients hide it, because they know the context it is shown in.
 */
public final class StatusViews {
    private final StatusBodies bodies;
    private final Accounts accounts;
    private final Filters filters;
    private final Reads reads;

    public StatusViews(StatusBodies bodies, Accounts accounts, Filters filters, Reads reads) {
        this.bodies = bodies;
        this.accounts = accounts;
        this.filters = filters;
        this.reads = reads;
    }

    /** The statuses in their order, without those whose author is gone. Visibility is not checked here. */
    public Future<List<StatusView>> views(Optional<AccountId> viewer, List<Status> statuses) {
        Set<AccountId> all = statuses.stream().flatMap(Status::accountIds).collect(Collectors.toSet());
        return Future.all(
                        accounts.byIds(all),
                        Interactions.byViewer(reads, viewer, statuses),
                        Polls.views(reads, bodies.emojis(), viewer, originalIds(statuses)),
                        loadFilterMatcher(viewer, statuses))
                .map(found -> {
                    HydrationData data = new HydrationData(
                            viewer,
                            renderAccounts(found.resultAt(0)),
                            suspended(found.resultAt(0)),
                            found.resultAt(1),
                            found.resultAt(2),
                            found.resultAt(3));
                    return statuses.stream()
                            .filter(status -> data.accounts.containsKey(status.author())
                                    && data.accounts.containsKey(
                                            status.original().author()))
                            .map(status -> view(status, data))
                            .toList();
                });
    }

    /** The loaded data for the statuses of one page. */
    private record HydrationData(
            Optional<AccountId> viewer,
            Map<AccountId, AccountView> accounts,
            Set<AccountId> suspended,
            InteractionIndex interactions,
            Map<StatusId, PollView> polls,
            FilterMatcher filterMatcher) {
        /** Whether the author of the status that this one replies to still exists. */
        boolean hasParentAuthor(Status status) {
            return status.inReplyToAccount()
                    .filter(author -> accounts.containsKey(author) && !suspended.contains(author))
                    .isPresent();
        }

        Optional<String> username(AccountId id) {
            return Optional.ofNullable(accounts.get(id)).map(AccountView::username);
        }
    }

    private Future<FilterMatcher> loadFilterMatcher(Optional<AccountId> viewer, List<Status> statuses) {
        Set<StatusId> ids = statuses.stream()
                .flatMap(status -> Stream.of(status.id(), status.original().id()))
                .collect(Collectors.toSet());
        return filters.matcher(viewer, ids);
    }

    public Future<StatusView> view(Optional<AccountId> viewer, Status shown) {
        return views(viewer, List.of(shown))
                .map(views -> views.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** The status whose viewer took something back; if they can no longer see it, without anything its author wrote. */
    public Future<StatusView> view(Optional<AccountId> viewer, UndoTarget target) {
        return view(viewer, target.status()).map(view -> target.visible() ? view : view.withoutContent());
    }

    private static Set<StatusId> originalIds(List<Status> statuses) {
        return statuses.stream().map(status -> status.original().id()).collect(Collectors.toSet());
    }

    private StatusView view(Status status, HydrationData data) {
        Status original = status.original();
        AccountView author = author(status, data.accounts);
        @Nullable PollView poll = data.polls.get(original.id());
        return new StatusView(
                bodies.body(
                                data.hasParentAuthor(status) ? status : status.withoutParent(),
                                original,
                                author.username(),
                                bodies.mentions(original, data::username))
                        .withEmojisOf(poll),
                StatusView.Counts.of(original),
                viewerView(status, data),
                author,
                status.reblog().map(boosted -> view(boosted, data)).orElse(null),
                poll);
    }

    /** Renders each account once, even if it wrote several of the statuses. */
    private Map<AccountId, AccountView> renderAccounts(Map<AccountId, Account> accountsById) {
        return accountsById.values().stream().collect(Collectors.toMap(Account::id, bodies.accountViews()::view));
    }

    private static Set<AccountId> suspended(Map<AccountId, Account> accountsById) {
        return accountsById.values().stream()
                .filter(Account::suspended)
                .map(Account::id)
                .collect(Collectors.toSet());
    }

    private static AccountView author(Status status, Map<AccountId, AccountView> accounts) {
        return Optional.ofNullable(accounts.get(status.author())).orElseThrow();
    }

    private static StatusView.@Nullable ViewerView viewerView(Status status, HydrationData data) {
        if (data.viewer.isEmpty()) {
            return null;
        }
        Status original = status.original();
        return StatusView.ViewerView.of(
                data.interactions.get(original),
                isPinnable(status, data.viewer.get()),
                data.filterMatcher.match(
                        original.author(),
                        List.of(status.id(), original.id()),
                        filterableTexts(original, Optional.ofNullable(data.polls.get(original.id())))));
    }

    static boolean isPinnable(Status status, AccountId viewer) {
        return status.reblogOf().isEmpty()
                && status.visibility() != Visibility.DIRECT
                && viewer.equals(status.author());
    }

    /** The texts of a status that filters are matched against. */
    static Stream<String> filterableTexts(Status original, Optional<PollView> poll) {
        return Stream.concat(
                Stream.of(original.spoilerText(), original.source()),
                poll.stream().flatMap(found -> found.options().stream()).map(PollView.OptionView::title));
    }
}
