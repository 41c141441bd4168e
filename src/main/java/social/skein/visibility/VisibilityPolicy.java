package social.skein.visibility;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
 * The audience of statuses. To <em>see</em> one is to be allowed to open it by its id; to <em>meet</em> it is to find it
 * among other people's, in public and hashtag timelines, threads and search; to <em>hear</em> it is to find it in one's
 * home timeline, which takes an interest as well; to <em>read</em> it is to find it in one of one's lists; to be
 * <em>told</em> of it is to have a notification.
 */
public final class VisibilityPolicy {
    private final RelationLoader relations;
    private final Lists lists;
    private final TagFollows tagFollows;

    public VisibilityPolicy(RelationLoader relations, Lists lists, TagFollows tagFollows) {
        this.relations = relations;
        this.lists = lists;
        this.tagFollows = tagFollows;
    }

    /**
     * Whether the viewer may see it: not what somebody wrote who blocked them, however public. Since a boost is never wider
     * than its original and has no mentions of its own, who sees the boost sees the original.
     *
     * @param relation the viewer's, to everybody the subject concerns
     */
    public static boolean canSee(Optional<AccountId> viewer, StatusAttributes subject, ViewerRelations relation) {
        if (viewer.isPresent() && subject.anyAuthorMatches(relation::isBlockedBy)) {
            return false;
        }
        return switch (subject.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE ->
                viewer.isPresent()
                        && (isAuthorOrMentioned(viewer.get(), subject) || relation.follows(subject.author()));
            case DIRECT -> viewer.isPresent() && isAuthorOrMentioned(viewer.get(), subject);
        };
    }

    /** Whether the viewer should meet it among others: what they may see, without those they blocked or muted. */
    public static boolean canDiscover(Optional<AccountId> viewer, StatusAttributes subject, ViewerRelations relation) {
        return canSee(viewer, subject, relation)
                && !subject.anyAuthorMatches(account -> relation.blocks(account) || relation.mutes(account));
    }

    /** Whether it belongs in the viewer's home timeline. */
    public static boolean belongsInHome(
            AccountId viewer, StatusAttributes subject, ViewerRelations relation, FeedPreferences preferences) {
        if (!isAllowedInTimelines(viewer, subject, relation)) {
            return false;
        }
        return subject.author().equals(viewer)
                || (relation.follows(subject.author())
                        && !preferences.exclusiveListMembers().contains(subject.author())
                        && (subject.reblogOfAccount().isPresent()
                                ? relation.showsBoostsOf(subject.author())
                                : passesReplyRule(viewer, subject, relation)))
                || hasFollowedTag(subject, preferences);
    }

    /**
     * Whether it belongs in a list of the viewer's. Exclusive or not makes no difference here; whose boosts are unwanted at
     * home, theirs are unwanted in lists too.
     */
    public static boolean belongsInList(
            AccountId viewer, StatusAttributes subject, ViewerRelations relation, ListMembers members) {
        return members.contains(subject.author())
                && isAllowedInTimelines(viewer, subject, relation)
                && (subject.reblogOfAccount().isPresent()
                        ? relation.showsBoostsOf(subject.author())
                        : matchesRepliesPolicy(viewer, subject, relation, members));
    }

    private static boolean matchesRepliesPolicy(
            AccountId viewer, StatusAttributes subject, ViewerRelations relation, ListMembers members) {
        return subject.inReplyToAccount()
                .map(answered -> answered.equals(viewer)
                        || answered.equals(subject.author())
                        || switch (members.repliesPolicy()) {
                            case FOLLOWED -> relation.follows(answered);
                            case LIST -> members.contains(answered);
                            case NONE -> false;
                        })
                .orElse(true);
    }

    /** What somebody may find in a timeline of their own choice: no letters, and nobody they keep away from, even named. */
    private static boolean isAllowedInTimelines(AccountId viewer, StatusAttributes subject, ViewerRelations relation) {
        return subject.visibility() != Visibility.DIRECT
                && (subject.author().equals(viewer)
                        || (canDiscover(Optional.of(viewer), subject, relation)
                                && !mentionsBlockedOrMuted(subject, relation)));
    }

    private static boolean mentionsBlockedOrMuted(StatusAttributes subject, ViewerRelations relation) {
        for (AccountId named : subject.mentions()) {
            if (relation.blocks(named) || relation.mutes(named)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether somebody is told of what the actor did: not of doings of those they are apart from or have silenced, and of a
     * status of somebody else's only where they may see it and it involves none of those either.
     *
     * @param relation the reader's, to the actor and everybody the subject concerns
     */
    public static boolean shouldNotify(
            AccountId reader, AccountId actor, Optional<StatusAttributes> about, ViewerRelations relation) {
        if (relation.hasBlockWith(actor) || relation.mutesNotificationsOf(actor)) {
            return false;
        }
        return about.map(subject -> subject.author().equals(reader)
                        || (canSee(Optional.of(reader), subject, relation)
                                && subject.affectedAccounts()
                                        .noneMatch(who -> relation.blocks(who) || relation.mutesNotificationsOf(who))))
                .orElse(true);
    }

    /** A reply is a part of a conversation; it is of interest when the viewer follows, or is, the one who is answered. */
    private static boolean passesReplyRule(AccountId viewer, StatusAttributes subject, ViewerRelations relation) {
        return subject.inReplyToAccount()
                .map(answered ->
                        answered.equals(viewer) || answered.equals(subject.author()) || relation.follows(answered))
                .orElse(true);
    }

    private static boolean hasFollowedTag(StatusAttributes subject, FeedPreferences preferences) {
        return subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()
                && subject.tags().stream().anyMatch(preferences.followedTags()::contains);
    }

    /** Those of the items the viewer may see, in their order. */
    public <T> Future<List<T>> filterVisible(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> subject) {
        return loadRelation(viewer, items, subject)
                .map(ties -> items.stream()
                        .filter(item -> canSee(viewer, subject.apply(item), ties))
                        .toList());
    }

    /** Those of the items the viewer should meet among others, in their order. */
    public <T> Future<List<T>> filterDiscoverable(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> subject) {
        return loadRelation(viewer, items, subject)
                .map(ties -> items.stream()
                        .filter(item -> canDiscover(viewer, subject.apply(item), ties))
                        .toList());
    }

    /** Which of an author's visibilities the viewer sees whole; what names the viewer comes on top. */
    public Future<Set<Visibility>> accessibleVisibilities(Optional<AccountId> viewer, AccountId author) {
        return loadRelation(viewer, Set.of(author)).map(ties -> accessibleVisibilities(viewer, author, ties));
    }

    static Set<Visibility> accessibleVisibilities(
            Optional<AccountId> viewer, AccountId author, ViewerRelations relation) {
        return Arrays.stream(Visibility.values())
                .filter(visibility -> canSee(viewer, StatusAttributes.of(author, visibility), relation))
                .collect(Collectors.toSet());
    }

    /** Those of the items that belong in the viewer's home timeline, in their order. */
    public <T> Future<List<T>> filterForHome(AccountId viewer, List<T> items, Function<T, StatusAttributes> subject) {
        return Future.all(loadRelation(Optional.of(viewer), items, subject), loadPreferences(viewer, items, subject))
                .map(both -> items.stream()
                        .filter(item -> belongsInHome(viewer, subject.apply(item), both.resultAt(0), both.resultAt(1)))
                        .toList());
    }

    /** Those of the items that belong in a list of the viewer's, in their order. */
    public <T> Future<List<T>> filterForList(
            AccountId viewer, ListMembers members, List<T> items, Function<T, StatusAttributes> subject) {
        return loadRelation(Optional.of(viewer), items, subject)
                .map(ties -> items.stream()
                        .filter(item -> belongsInList(viewer, subject.apply(item), ties, members))
                        .toList());
    }

    /** Those of the readers who are told of what the actor did. */
    public Future<List<AccountId>> filterNotifiableAccounts(
            List<AccountId> readers, AccountId actor, Optional<StatusAttributes> about) {
        return relations
                .load(readers, affectedAccounts(actor, about).collect(Collectors.toSet()))
                .map(ties -> readers.stream()
                        .filter(reader ->
                                shouldNotify(reader, actor, about, ties.getOrDefault(reader, RelationSets.NONE)))
                        .toList());
    }

    /** Those of the items the reader is still told of, in their order. */
    public <T> Future<List<T>> filterNotifiable(
            AccountId reader,
            List<T> items,
            Function<T, AccountId> actor,
            Function<T, Optional<StatusAttributes>> about) {
        Set<AccountId> people = items.stream()
                .flatMap(item -> affectedAccounts(actor.apply(item), about.apply(item)))
                .collect(Collectors.toSet());
        return relations
                .load(reader, people)
                .map(ties -> items.stream()
                        .filter(item -> shouldNotify(reader, actor.apply(item), about.apply(item), ties))
                        .toList());
    }

    /** Of whose doings the reader is told nothing, whatever they are. */
    public Future<Set<AccountId>> suppressedActors(AccountId reader) {
        return relations.notificationExclusions(reader);
    }

    private static Stream<AccountId> affectedAccounts(AccountId actor, Optional<StatusAttributes> about) {
        return Stream.concat(Stream.of(actor), about.stream().flatMap(StatusAttributes::affectedAccounts));
    }

    private <T> Future<ViewerRelations> loadRelation(
            Optional<AccountId> viewer, List<T> items, Function<T, StatusAttributes> subject) {
        Set<AccountId> people = items.stream()
                .flatMap(item -> subject.apply(item).affectedAccounts())
                .collect(Collectors.toSet());
        return loadRelation(viewer, people);
    }

    private Future<ViewerRelations> loadRelation(Optional<AccountId> viewer, Set<AccountId> accounts) {
        return viewer.map(reader -> relations.load(reader, accounts)).orElse(Future.succeededFuture(RelationSets.NONE));
    }

    private <T> Future<FeedPreferences> loadPreferences(
            AccountId viewer, List<T> items, Function<T, StatusAttributes> subject) {
        List<StatusAttributes> subjects = items.stream().map(subject).toList();
        Set<AccountId> authors = subjects.stream().map(StatusAttributes::author).collect(Collectors.toSet());
        Set<String> named = subjects.stream().flatMap(of -> of.tags().stream()).collect(Collectors.toSet());
        return Future.all(lists.exclusiveMembersAmong(viewer, authors), tagFollows.followedAmong(viewer, named))
                .map(found -> new FeedPreferences(found.resultAt(0), found.resultAt(1)));
    }

    /** All that interests somebody, for whoever keeps it in memory. */
    public Future<FeedPreferences> loadPreferences(AccountId viewer, int maxTags) {
        return Future.all(lists.exclusiveMembers(viewer), tagFollows.newestFollowed(viewer, maxTags))
                .map(found -> new FeedPreferences(found.resultAt(0), Set.copyOf(found.<List<String>>resultAt(1))));
    }

    private static boolean isAuthorOrMentioned(AccountId viewer, StatusAttributes subject) {
        return subject.author().equals(viewer) || subject.mentions().contains(viewer);
    }
}
