package social.skein.audience;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.list.Lists;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Relations;
import social.skein.relationship.Ties;
import social.skein.tag.TagFollows;

/**
 * The audience of statuses. To <em>see</em> one is to be allowed to open it by its id; to <em>meet</em> it is to find it
 * among other people's, in public and hashtag timelines, threads and search; to <em>hear</em> it is to find it in one's
 * home timeline, which takes an interest as well; to <em>read</em> it is to find it in one of one's lists; to be
 * <em>told</em> of it is to have a notification.
 */
public final class Audience {
    private final Relations relations;
    private final Lists lists;
    private final TagFollows tags;

    public Audience(Relations relations, Lists lists, TagFollows tags) {
        this.relations = relations;
        this.lists = lists;
        this.tags = tags;
    }

    /**
     * Whether the viewer may see it: not what somebody wrote who blocked them, however public. Since a boost is never wider
     * than its original and has no mentions of its own, who sees the boost sees the original.
     *
     * @param ties the viewer's, to everybody the subject concerns
     */
    public static boolean sees(Optional<AccountId> viewer, Subject subject, Ties ties) {
        if (viewer.isPresent() && subject.hasVoice(ties::isBlockedBy)) {
            return false;
        }
        return switch (subject.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> viewer.isPresent() && (isNamed(viewer.get(), subject) || ties.follows(subject.author()));
            case DIRECT -> viewer.isPresent() && isNamed(viewer.get(), subject);
        };
    }

    /** Whether the viewer should meet it among others: what they may see, without those they blocked or muted. */
    public static boolean meets(Optional<AccountId> viewer, Subject subject, Ties ties) {
        return sees(viewer, subject, ties) && !subject.hasVoice(account -> ties.blocks(account) || ties.mutes(account));
    }

    /** Whether it belongs in the viewer's home timeline. */
    public static boolean hears(AccountId viewer, Subject subject, Ties ties, Interests interests) {
        if (!mayBePut(viewer, subject, ties)) {
            return false;
        }
        return subject.author().equals(viewer)
                || (ties.follows(subject.author())
                        && !interests.elsewhere().contains(subject.author())
                        && (subject.reblogOfAccount().isPresent()
                                ? ties.wantsBoostsOf(subject.author())
                                : isOfInterest(viewer, subject, ties)))
                || isTagged(subject, interests);
    }

    /**
     * Whether it belongs in a list of the viewer's. Exclusive or not makes no difference here; whose boosts are unwanted at
     * home, theirs are unwanted in lists too.
     */
    public static boolean reads(AccountId viewer, Subject subject, Ties ties, Roll roll) {
        return roll.names(subject.author())
                && mayBePut(viewer, subject, ties)
                && (subject.reblogOfAccount().isPresent()
                        ? ties.wantsBoostsOf(subject.author())
                        : repliesAsWanted(viewer, subject, ties, roll));
    }

    private static boolean repliesAsWanted(AccountId viewer, Subject subject, Ties ties, Roll roll) {
        return subject.inReplyToAccount()
                .map(answered -> answered.equals(viewer)
                        || answered.equals(subject.author())
                        || switch (roll.replies()) {
                            case FOLLOWED -> ties.follows(answered);
                            case LIST -> roll.names(answered);
                            case NONE -> false;
                        })
                .orElse(true);
    }

    /** What somebody may find in a timeline of their own choice: no letters, and nobody they keep away from, even named. */
    private static boolean mayBePut(AccountId viewer, Subject subject, Ties ties) {
        return subject.visibility() != Visibility.DIRECT
                && (subject.author().equals(viewer)
                        || (meets(Optional.of(viewer), subject, ties) && !namesUnwanted(subject, ties)));
    }

    private static boolean namesUnwanted(Subject subject, Ties ties) {
        for (AccountId named : subject.mentions()) {
            if (ties.blocks(named) || ties.mutes(named)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether somebody is told of what the actor did: not of doings of those they are apart from or have silenced, and of a
     * status of somebody else's only where they may see it and it involves none of those either.
     *
     * @param ties the reader's, to the actor and everybody the subject concerns
     */
    public static boolean tells(AccountId reader, AccountId actor, Optional<Subject> about, Ties ties) {
        if (ties.isApartFrom(actor) || ties.silences(actor)) {
            return false;
        }
        return about.map(subject -> subject.author().equals(reader)
                        || (sees(Optional.of(reader), subject, ties)
                                && subject.people().noneMatch(who -> ties.blocks(who) || ties.silences(who))))
                .orElse(true);
    }

    /** A reply is a part of a conversation; it is of interest when the viewer follows, or is, the one who is answered. */
    private static boolean isOfInterest(AccountId viewer, Subject subject, Ties ties) {
        return subject.inReplyToAccount()
                .map(answered -> answered.equals(viewer) || answered.equals(subject.author()) || ties.follows(answered))
                .orElse(true);
    }

    private static boolean isTagged(Subject subject, Interests interests) {
        return subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()
                && subject.tags().stream().anyMatch(interests.tags()::contains);
    }

    /** Those of the items the viewer may see, in their order. */
    public <T> Future<List<T>> visible(Optional<AccountId> viewer, List<T> items, Function<T, Subject> subject) {
        return ties(viewer, items, subject)
                .map(ties -> items.stream()
                        .filter(item -> sees(viewer, subject.apply(item), ties))
                        .toList());
    }

    /** Those of the items the viewer should meet among others, in their order. */
    public <T> Future<List<T>> met(Optional<AccountId> viewer, List<T> items, Function<T, Subject> subject) {
        return ties(viewer, items, subject)
                .map(ties -> items.stream()
                        .filter(item -> meets(viewer, subject.apply(item), ties))
                        .toList());
    }

    /** Which of an author's visibilities the viewer sees whole; what names the viewer comes on top. */
    public Future<Set<Visibility>> seenOf(Optional<AccountId> viewer, AccountId author) {
        return ties(viewer, Set.of(author)).map(ties -> seenOf(viewer, author, ties));
    }

    static Set<Visibility> seenOf(Optional<AccountId> viewer, AccountId author, Ties ties) {
        return Arrays.stream(Visibility.values())
                .filter(visibility -> sees(viewer, Subject.of(author, visibility), ties))
                .collect(Collectors.toSet());
    }

    /** Those of the items that belong in the viewer's home timeline, in their order. */
    public <T> Future<List<T>> heard(AccountId viewer, List<T> items, Function<T, Subject> subject) {
        return Future.all(ties(Optional.of(viewer), items, subject), interests(viewer, items, subject))
                .map(both -> items.stream()
                        .filter(item -> hears(viewer, subject.apply(item), both.resultAt(0), both.resultAt(1)))
                        .toList());
    }

    /** Those of the items that belong in a list of the viewer's, in their order. */
    public <T> Future<List<T>> read(AccountId viewer, Roll roll, List<T> items, Function<T, Subject> subject) {
        return ties(Optional.of(viewer), items, subject)
                .map(ties -> items.stream()
                        .filter(item -> reads(viewer, subject.apply(item), ties, roll))
                        .toList());
    }

    /** Those of the readers who are told of what the actor did. */
    public Future<List<AccountId>> told(List<AccountId> readers, AccountId actor, Optional<Subject> about) {
        return relations
                .ties(readers, people(actor, about).collect(Collectors.toSet()))
                .map(ties -> readers.stream()
                        .filter(reader -> tells(reader, actor, about, ties.getOrDefault(reader, KnownTies.NONE)))
                        .toList());
    }

    /** Those of the items the reader is still told of, in their order. */
    public <T> Future<List<T>> told(
            AccountId reader, List<T> items, Function<T, AccountId> actor, Function<T, Optional<Subject>> about) {
        Set<AccountId> people = items.stream()
                .flatMap(item -> people(actor.apply(item), about.apply(item)))
                .collect(Collectors.toSet());
        return relations
                .ties(reader, people)
                .map(ties -> items.stream()
                        .filter(item -> tells(reader, actor.apply(item), about.apply(item), ties))
                        .toList());
    }

    /** Of whose doings the reader is told nothing, whatever they are. */
    public Future<Set<AccountId>> silent(AccountId reader) {
        return relations.silent(reader);
    }

    private static Stream<AccountId> people(AccountId actor, Optional<Subject> about) {
        return Stream.concat(Stream.of(actor), about.stream().flatMap(Subject::people));
    }

    private <T> Future<Ties> ties(Optional<AccountId> viewer, List<T> items, Function<T, Subject> subject) {
        Set<AccountId> people =
                items.stream().flatMap(item -> subject.apply(item).people()).collect(Collectors.toSet());
        return ties(viewer, people);
    }

    private Future<Ties> ties(Optional<AccountId> viewer, Set<AccountId> people) {
        return viewer.map(reader -> relations.ties(reader, people)).orElse(Future.succeededFuture(KnownTies.NONE));
    }

    private <T> Future<Interests> interests(AccountId viewer, List<T> items, Function<T, Subject> subject) {
        List<Subject> subjects = items.stream().map(subject).toList();
        Set<AccountId> authors = subjects.stream().map(Subject::author).collect(Collectors.toSet());
        Set<String> named = subjects.stream().flatMap(of -> of.tags().stream()).collect(Collectors.toSet());
        return Future.all(lists.exclusiveAmong(viewer, authors), tags.among(viewer, named))
                .map(found -> new Interests(found.resultAt(0), found.resultAt(1)));
    }

    /** All that interests somebody, for whoever keeps it in memory. */
    public Future<Interests> interests(AccountId viewer, int mostTags) {
        return Future.all(lists.exclusive(viewer), tags.of(viewer, mostTags))
                .map(found -> new Interests(found.resultAt(0), Set.copyOf(found.<List<String>>resultAt(1))));
    }

    private static boolean isNamed(AccountId viewer, Subject subject) {
        return subject.author().equals(viewer) || subject.mentions().contains(viewer);
    }
}
