package social.skein.notification;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.status.StatusView;

/** Shows groups of notifications to the account they are for, those that can still be shown. */
public final class GroupViews {
    private final Relating relating;
    private final AccountViews people;

    public GroupViews(Relating relating, AccountViews people) {
        this.relating = relating;
        this.people = people;
    }

    /** A group and whom of its sample there still is. */
    private record Shown(NotificationGroup group, List<Account> sample, Optional<StatusView> status) {}

    /** The groups; where {@code faces}, only the latest of each is shown whole and the others by their faces. */
    Future<GroupedView> views(AccountId reader, List<NotificationGroup> groups, boolean faces) {
        List<Notification> newest =
                groups.stream().map(NotificationGroup::newest).toList();
        List<AccountId> sampled =
                groups.stream().flatMap(group -> group.sample().stream()).toList();
        return relating.of(reader, newest, sampled)
                .map(related -> view(
                        groups.stream().flatMap(group -> shown(group, related)).toList(), faces));
    }

    private static Stream<Shown> shown(NotificationGroup group, Related related) {
        List<Account> sample = related.people(group.sample()).toList();
        Optional<StatusView> status = group.newest().status().flatMap(related::status);
        boolean there = related.told().contains(group.newest().id())
                && !sample.isEmpty()
                && status.isPresent() == group.newest().status().isPresent();
        return there ? Stream.of(new Shown(group, sample, status)) : Stream.empty();
    }

    private GroupedView view(List<Shown> shown, boolean faces) {
        Map<String, AccountView> whole = new LinkedHashMap<>();
        Map<String, StatusView> statuses = new LinkedHashMap<>();
        for (Shown group : shown) {
            group.sample().stream().limit(faces ? 1 : Long.MAX_VALUE).forEach(account -> enter(whole, account));
            group.status().ifPresent(status -> {
                statuses.putIfAbsent(status.id(), status);
                whole.putIfAbsent(status.account().id(), status.account());
            });
        }
        return new GroupedView(
                List.copyOf(whole.values()),
                faces ? faces(shown, whole) : null,
                List.copyOf(statuses.values()),
                shown.stream().map(GroupViews::view).toList());
    }

    private List<GroupedView.FaceView> faces(List<Shown> shown, Map<String, AccountView> whole) {
        Map<String, AccountView> others = new LinkedHashMap<>();
        shown.forEach(group -> group.sample().stream()
                .filter(account -> !whole.containsKey(account.id().toString()))
                .forEach(account -> enter(others, account)));
        return others.values().stream().map(GroupedView.FaceView::of).toList();
    }

    private void enter(Map<String, AccountView> views, Account account) {
        views.computeIfAbsent(account.id().toString(), first -> people.view(account));
    }

    private static GroupedView.GroupView view(Shown shown) {
        NotificationGroup group = shown.group();
        Notification newest = group.newest();
        return new GroupedView.GroupView(
                newest.groupKey(),
                group.size(),
                newest.type(),
                newest.id().value(),
                group.oldestOnPage().toString(),
                newest.id().toString(),
                Times.instant(newest.createdAt()),
                shown.sample().stream().map(account -> account.id().toString()).toList(),
                shown.status().map(StatusView::id).orElse(null));
    }
}
