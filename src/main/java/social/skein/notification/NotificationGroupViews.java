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
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.rendering.StatusView;

/** Renders groups of notifications for their owner, leaving out those that can no longer be shown. */
public final class NotificationGroupViews {
    private final NotificationHydrator hydrator;
    private final AccountViews accountViews;

    public NotificationGroupViews(NotificationHydrator hydrator, AccountViews accountViews) {
        this.hydrator = hydrator;
        this.accountViews = accountViews;
    }

    /** A group with the accounts of its sample that still exist. */
    private record HydratedGroup(NotificationGroup group, List<Account> sample, Optional<StatusView> status) {}

    /** Renders the groups; if {@code partialAccounts}, only the newest account of each is shown in full. */
    Future<GroupedNotificationsView> views(AccountId reader, List<NotificationGroup> groups, boolean partialAccounts) {
        List<Notification> newest =
                groups.stream().map(NotificationGroup::newest).toList();
        List<AccountId> sampled =
                groups.stream().flatMap(group -> group.sample().stream()).toList();
        return hydrator.hydrate(reader, newest, sampled)
                .map(hydrated -> view(
                        groups.stream()
                                .flatMap(group -> hydrate(group, hydrated))
                                .toList(),
                        partialAccounts));
    }

    private static Stream<HydratedGroup> hydrate(NotificationGroup group, HydratedNotifications hydrated) {
        List<Account> sample = hydrated.accounts(group.sample()).toList();
        Optional<StatusView> status = group.newest().status().flatMap(hydrated::status);
        boolean visible = hydrated.visible().contains(group.newest().id())
                && !sample.isEmpty()
                && status.isPresent() == group.newest().status().isPresent();
        return visible ? Stream.of(new HydratedGroup(group, sample, status)) : Stream.empty();
    }

    private GroupedNotificationsView view(List<HydratedGroup> shown, boolean partialAccounts) {
        Map<String, AccountView> fullAccounts = new LinkedHashMap<>();
        Map<String, StatusView> statuses = new LinkedHashMap<>();
        for (HydratedGroup group : shown) {
            group.sample().stream()
                    .limit(partialAccounts ? 1 : Long.MAX_VALUE)
                    .forEach(account -> addIfAbsent(fullAccounts, account));
            group.status().ifPresent(status -> {
                statuses.putIfAbsent(status.id(), status);
                fullAccounts.putIfAbsent(status.account().id(), status.account());
            });
        }
        return new GroupedNotificationsView(
                List.copyOf(fullAccounts.values()),
                partialAccounts ? partialAccountViews(shown, fullAccounts) : null,
                List.copyOf(statuses.values()),
                shown.stream().map(NotificationGroupViews::view).toList());
    }

    private List<GroupedNotificationsView.PartialAccountView> partialAccountViews(
            List<HydratedGroup> groups, Map<String, AccountView> fullAccounts) {
        Map<String, AccountView> others = new LinkedHashMap<>();
        groups.forEach(group -> group.sample().stream()
                .filter(account -> !fullAccounts.containsKey(account.id().toString()))
                .forEach(account -> addIfAbsent(others, account)));
        return others.values().stream()
                .map(GroupedNotificationsView.PartialAccountView::of)
                .toList();
    }

    private void addIfAbsent(Map<String, AccountView> views, Account account) {
        views.computeIfAbsent(account.id().toString(), first -> accountViews.view(account));
    }

    private static GroupedNotificationsView.NotificationGroupView view(HydratedGroup shown) {
        NotificationGroup group = shown.group();
        Notification newest = group.newest();
        return new GroupedNotificationsView.NotificationGroupView(
                newest.groupKey(),
                group.size(),
                newest.type(),
                newest.id().value(),
                group.oldestOnPage().toString(),
                newest.id().toString(),
                WireTimes.format(newest.createdAt()),
                shown.sample().stream().map(account -> account.id().toString()).toList(),
                shown.status().map(StatusView::id).orElse(null));
    }
}
