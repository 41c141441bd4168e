package social.skein.status;

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
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.filter.Filters;
import social.skein.filter.Sieve;
import social.skein.http.Origin;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Reads;

/**
 * Shows statuses to somebody, however many in one statement each for the people, the polls, what the viewer did with them and
 * the viewer's filters. What a filter matches is shown with the filter's name, even where that says to hide it: clients do
 * so, as they know in which place they show it.
 */
public final class StatusViews {
    private final StatusBodies bodies;
    private final Accounts accounts;
    private final AccountViews people;
    private final Filters filters;
    private final Reads reads;

    public StatusViews(Origin origin, Accounts accounts, AccountViews people, Filters filters, Reads reads) {
        this.bodies = new StatusBodies(origin, people);
        this.accounts = accounts;
        this.people = people;
        this.filters = filters;
        this.reads = reads;
    }

    /** The statuses in their order; what nobody wrote is left out. Whether the viewer may see them is not asked here. */
    public Future<List<StatusView>> views(Optional<AccountId> viewer, List<Status> shown) {
        Set<AccountId> all = shown.stream().flatMap(Status::people).collect(Collectors.toSet());
        return Future.all(
                        accounts.byIds(all),
                        Deeds.of(reads, viewer, shown),
                        Polls.views(reads, viewer, originals(shown)),
                        sieve(viewer, shown))
                .map(found -> {
                    Around around = new Around(
                            shown(found.resultAt(0)), found.resultAt(1), found.resultAt(2), found.resultAt(3));
                    return shown.stream()
                            .filter(status -> around.people.containsKey(status.author())
                                    && around.people.containsKey(
                                            status.original().author()))
                            .map(status -> view(status, around))
                            .toList();
                });
    }

    /** What belongs to the statuses of one page. */
    private record Around(Map<AccountId, AccountView> people, Deeds deeds, Map<StatusId, PollView> polls, Sieve sieve) {
        Optional<String> name(AccountId id) {
            return Optional.ofNullable(people.get(id)).map(AccountView::username);
        }
    }

    private Future<Sieve> sieve(Optional<AccountId> viewer, List<Status> shown) {
        Set<StatusId> ids = shown.stream()
                .flatMap(status -> Stream.of(status.id(), status.original().id()))
                .collect(Collectors.toSet());
        return filters.sieve(viewer, ids);
    }

    public Future<StatusView> view(Optional<AccountId> viewer, Status shown) {
        return views(viewer, List.of(shown))
                .map(views -> views.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    private static Set<StatusId> originals(List<Status> shown) {
        return shown.stream().map(status -> status.original().id()).collect(Collectors.toSet());
    }

    private StatusView view(Status status, Around around) {
        Status read = status.original();
        AccountView author = author(status, around.people);
        return new StatusView(
                bodies.body(status, read, author.username(), bodies.mentions(read, around::name)),
                StatusView.Counts.of(read),
                viewer(status, around),
                author,
                status.reblog().map(original -> view(original, around)).orElse(null),
                around.polls.get(read.id()));
    }

    /** Each of the people once, however many of the statuses are theirs. */
    private Map<AccountId, AccountView> shown(Map<AccountId, Account> found) {
        return found.values().stream().collect(Collectors.toMap(Account::id, people::view));
    }

    private static AccountView author(Status status, Map<AccountId, AccountView> known) {
        return Optional.ofNullable(known.get(status.author())).orElseThrow();
    }

    private static StatusView.@Nullable ViewerView viewer(Status status, Around around) {
        Deeds deeds = around.deeds;
        if (deeds.viewer().isEmpty()) {
            return null;
        }
        Status original = status.original();
        return new StatusView.ViewerView(
                deeds.liked(original),
                deeds.boosted(original),
                deeds.mutedThreadOf(original),
                deeds.kept(original),
                isPinnable(status, deeds.viewer().get()) ? deeds.pinned(original) : null,
                around.sieve.results(
                        original.author(),
                        List.of(status.id(), original.id()),
                        texts(original, Optional.ofNullable(around.polls.get(original.id())))));
    }

    static boolean isPinnable(Status status, AccountId viewer) {
        return status.reblogOf().isEmpty()
                && status.visibility() != Visibility.DIRECT
                && viewer.equals(status.author());
    }

    /** All there is to read of a status. */
    static Stream<String> texts(Status original, Optional<PollView> poll) {
        return Stream.concat(
                Stream.of(original.spoilerText(), original.source()),
                poll.stream().flatMap(there -> there.options().stream()).map(PollView.OptionView::title));
    }
}
