package social.skein.visibility;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.list.ListMembers;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.RelationLoader;
import social.skein.relationship.RelationSets;
import social.skein.relationship.ViewerRelations;
import social.skein.tag.TagFollows;

/**
 * The rules, and a filter that reads the viewer's relations from the database each time. There are five rules, each
 * stricter in its own way: a viewer <em>can see</em> a status they may open by its id; they <em>can discover</em> it in
 * public and hashtag timelines, threads and search; it <em>belongs in home</em> or <em>in a list</em> if it interests
 * the viewer as well; and the viewer <em>should be notified</em> of an action on it or not.
 */
public final class VisibilityPolicy extends StatusFilter {
    private final RelationLoader relationLoader;
    private final Lists lists;
    private final TagFollows tagFollows;

    public VisibilityPolicy(RelationLoader relationLoader, Lists lists, TagFollows tagFollows) {
        this.relationLoader = relationLoader;
        this.lists = lists;
        this.tagFollows = tagFollows;
    }

    /**
     * Whether the viewer may open the status by its id. A block by any of its authors hides even a public status. A
     * boost is never wider than its original and has no mentions of its own, so a viewer that can see the boost can see
     * the original.
     *
     * @param relations the viewer's, to all accounts the status affects
     */
    public static boolean canSee(Optional<AccountId> viewer, StatusAttributes status, ViewerRelations relations) {
        if (viewer.isPresent() && status.anyAuthorMatches(relations::isBlockedBy)) {
            return false;
        }
        return switch (status.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE ->
                viewer.isPresent() && (isAuthorOrMentioned(viewer.get(), status) || relations.follows(status.author()));
            case DIRECT -> viewer.isPresent() && isAuthorOrMentioned(viewer.get(), status);
        };
    }

    private static boolean isAuthorOrMentioned(AccountId viewer, StatusAttributes status) {
        return status.author().equals(viewer) || status.mentions().contains(viewer);
    }

    /** Whether the viewer can see the status and has neither blocked nor muted its authors. */
    public static boolean canDiscover(Optional<AccountId> viewer, StatusAttributes status, ViewerRelations relations) {
        return canSee(viewer, status, relations)
                && !status.anyAuthorMatches(account -> relations.blocks(account) || relations.mutes(account));
    }

    /**
     * Whether the status belongs in the viewer's home timeline. Posts of accounts in an exclusive list do not, even with
     * a followed hashtag: the viewer reads those accounts in the list.
     */
    public static boolean belongsInHome(
            AccountId viewer, StatusAttributes status, ViewerRelations relations, FeedPreferences preferences) {
        return isAllowedInTimelines(viewer, status, relations)
                && (status.author().equals(viewer)
                        || (!preferences.exclusiveListMembers().contains(status.author())
                                && (isWantedFromFollowee(viewer, status, relations)
                                        || hasFollowedTag(status, preferences))));
    }

    private static boolean isWantedFromFollowee(AccountId viewer, StatusAttributes status, ViewerRelations relations) {
        if (!relations.follows(status.author())) {
            return false;
        }
        return status.reblogOfAccount().isPresent()
                ? relations.showsBoostsOf(status.author())
                : passesReplyRule(viewer, status, relations)
                        && status.isInLanguages(relations.languagesOf(status.author()));
    }

    /** A reply interests the viewer only if they wrote, or follow the author of, the status it replies to. */
    private static boolean passesReplyRule(AccountId viewer, StatusAttributes status, ViewerRelations relations) {
        return status.inReplyToAccount()
                .map(repliedTo ->
                        repliedTo.equals(viewer) || repliedTo.equals(status.author()) || relations.follows(repliedTo))
                .orElse(true);
    }

    private static boolean hasFollowedTag(StatusAttributes status, FeedPreferences preferences) {
        return status.visibility() == Visibility.PUBLIC
                && status.reblogOfAccount().isEmpty()
                && status.tags().stream().anyMatch(preferences.followedTags()::contains);
    }

    /**
     * Whether the status belongs in a list of the viewer, exclusive or not. Hidden boosts of an account stay hidden in
     * lists too.
     */
    public static boolean belongsInList(
            AccountId viewer, StatusAttributes status, ViewerRelations relations, ListMembers members) {
        if (!members.contains(status.author()) || !isAllowedInTimelines(viewer, status, relations)) {
            return false;
        }
        return status.reblogOfAccount().isPresent()
                ? relations.showsBoostsOf(status.author())
                : matchesRepliesPolicy(viewer, status, relations, members);
    }

    private static boolean matchesRepliesPolicy(
            AccountId viewer, StatusAttributes status, ViewerRelations relations, ListMembers members) {
        return status.inReplyToAccount()
                .map(repliedTo -> repliedTo.equals(viewer)
                        || repliedTo.equals(status.author())
                        || switch (members.repliesPolicy()) {
                            case FOLLOWED -> relations.follows(repliedTo);
                            case LIST -> members.contains(repliedTo);
                            case NONE -> false;
                        })
                .orElse(true);
    }

    /** Home and lists have no direct messages, and nothing that involves or mentions a blocked or muted account. */
    private static boolean isAllowedInTimelines(AccountId viewer, StatusAttributes status, ViewerRelations relations) {
        return status.visibility() != Visibility.DIRECT
                && (status.author().equals(viewer)
                        || (canDiscover(Optional.of(viewer), status, relations)
                                && !mentionsBlockedOrMuted(status, relations)));
    }

    private static boolean mentionsBlockedOrMuted(StatusAttributes status, ViewerRelations relations) {
        for (AccountId mentioned : status.mentions()) {
            if (relations.blocks(mentioned) || relations.mutes(mentioned)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the recipient should be notified of the actor's action: not if either blocked the other or the actor's
     * notifications are muted. An action on another account's status also requires that the recipient can see the
     * status, and that it involves no account they blocked or muted notifications of.
     *
     * @param about the status the action is on, if any
     * @param relations the recipient's, to the actor and all accounts the status affects
     */
    public static boolean shouldNotify(
            AccountId recipient, AccountId actor, Optional<StatusAttributes> about, ViewerRelations relations) {
        if (relations.hasBlockWith(actor) || relations.mutesNotificationsOf(actor)) {
            return false;
        }
        return about.map(status -> status.author().equals(recipient)
                        || (canSee(Optional.of(recipient), status, relations)
                                && status.affectedAccounts()
                                        .noneMatch(account ->
                                                relations.blocks(account) || relations.mutesNotificationsOf(account))))
                .orElse(true);
    }

    /** The recipients that should be notified of the actor's action. */
    public Future<List<AccountId>> filterNotifiableAccounts(
            List<AccountId> recipients, AccountId actor, Optional<StatusAttributes> about) {
        return relationLoader
                .load(recipients, affectedAccounts(actor, about).collect(Collectors.toSet()))
                .map(relations -> recipients.stream()
                        .filter(recipient -> shouldNotify(
                                recipient, actor, about, relations.getOrDefault(recipient, RelationSets.NONE)))
                        .toList());
    }

    /** The items that the recipient should still be notified of, in their order. */
    public <T> Future<List<T>> filterNotifiable(
            AccountId recipient,
            List<T> items,
            Function<T, AccountId> actor,
            Function<T, Optional<StatusAttributes>> about) {
        Set<AccountId> accounts = items.stream()
                .flatMap(item -> affectedAccounts(actor.apply(item), about.apply(item)))
                .collect(Collectors.toSet());
        return relationLoader
                .load(recipient, accounts)
                .map(relations -> items.stream()
                        .filter(item -> shouldNotify(recipient, actor.apply(item), about.apply(item), relations))
                        .toList());
    }

    /** The accounts whose actions never notify the recipient. */
    public Future<Set<AccountId>> suppressedActors(AccountId recipient) {
        return relationLoader.notificationExclusions(recipient);
    }

    private static Stream<AccountId> affectedAccounts(AccountId actor, Optional<StatusAttributes> about) {
        return Stream.concat(Stream.of(actor), about.stream().flatMap(StatusAttributes::affectedAccounts));
    }

    @Override
    Future<ViewerRelations> relations(Optional<AccountId> viewer, Supplier<Set<AccountId>> accounts) {
        return viewer.map(account -> relationLoader.load(account, accounts.get()))
                .orElse(Future.succeededFuture(RelationSets.NONE));
    }

    @Override
    Future<HomeContext> homeContext(AccountId viewer, Supplier<List<StatusAttributes>> statuses) {
        List<StatusAttributes> all = statuses.get();
        return Future.all(relationLoader.load(viewer, affectedAccounts(all.stream())), loadPreferences(viewer, all))
                .map(loaded -> new HomeContext(loaded.resultAt(0), loaded.resultAt(1)));
    }

    private Future<FeedPreferences> loadPreferences(AccountId viewer, List<StatusAttributes> statuses) {
        Set<AccountId> authors = statuses.stream().map(StatusAttributes::author).collect(Collectors.toSet());
        Set<String> tags =
                statuses.stream().flatMap(status -> status.tags().stream()).collect(Collectors.toSet());
        return Future.all(lists.exclusiveMembersAmong(viewer, authors), tagFollows.followedAmong(viewer, tags))
                .map(loaded -> new FeedPreferences(loaded.resultAt(0), loaded.resultAt(1)));
    }
}
