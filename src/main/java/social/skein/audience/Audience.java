package social.skein.audience;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.Follows;

/**
 * The audience of statuses. To <em>see</em> is to be allowed to open it by its id; to <em>hear</em> is to find it in one's
 * home timeline, which takes an interest as well. Blocks, mutes and filters will be asked here too.
 */
public final class Audience {
    private final Follows follows;

    public Audience(Follows follows) {
        this.follows = follows;
    }

    /**
     * Whether the viewer may see it. Since a boost is never wider than its original and has no mentions of its own, who sees
     * the boost sees the original.
     */
    public static boolean sees(Optional<AccountId> viewer, Subject subject, Predicate<AccountId> viewerFollows) {
        return switch (subject.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE ->
                viewer.isPresent() && (isNamed(viewer.get(), subject) || viewerFollows.test(subject.author()));
            case DIRECT -> viewer.isPresent() && isNamed(viewer.get(), subject);
        };
    }

    /** Whether it belongs in the viewer's home timeline. */
    public static boolean hears(AccountId viewer, Subject subject, Predicate<AccountId> viewerFollows) {
        if (subject.visibility() == Visibility.DIRECT) {
            return false;
        }
        if (subject.author().equals(viewer)) {
            return true;
        }
        return viewerFollows.test(subject.author())
                && (subject.reblogOfAccount().isPresent() || isOfInterest(viewer, subject, viewerFollows));
    }

    /** A reply is a part of a conversation; it is of interest when the viewer hears, or is, the one who is answered. */
    private static boolean isOfInterest(AccountId viewer, Subject subject, Predicate<AccountId> viewerFollows) {
        return subject.inReplyToAccount()
                .map(answered ->
                        answered.equals(viewer) || answered.equals(subject.author()) || viewerFollows.test(answered))
                .orElse(true);
    }

    /** Those of the items the viewer may see, in their order. */
    public <T> Future<List<T>> visible(Optional<AccountId> viewer, List<T> items, Function<T, Subject> subject) {
        Set<AccountId> guarded = new LinkedHashSet<>();
        for (T item : items) {
            Subject of = subject.apply(item);
            if (of.visibility() == Visibility.PRIVATE) {
                guarded.add(of.author());
            }
        }
        return followed(viewer, guarded)
                .map(followed -> items.stream()
                        .filter(item -> sees(viewer, subject.apply(item), followed::contains))
                        .toList());
    }

    /** Those of the items that belong in the viewer's home timeline, in their order. */
    public <T> Future<List<T>> heard(AccountId viewer, List<T> items, Function<T, Subject> subject) {
        Set<AccountId> concerned = new LinkedHashSet<>();
        for (T item : items) {
            Subject of = subject.apply(item);
            concerned.add(of.author());
            of.inReplyToAccount().ifPresent(concerned::add);
        }
        return followed(Optional.of(viewer), concerned)
                .map(followed -> items.stream()
                        .filter(item -> hears(viewer, subject.apply(item), followed::contains))
                        .toList());
    }

    private Future<Set<AccountId>> followed(Optional<AccountId> viewer, Collection<AccountId> accounts) {
        return viewer.map(reader -> follows.followedAmong(reader, accounts)).orElse(Future.succeededFuture(Set.of()));
    }

    private static boolean isNamed(AccountId viewer, Subject subject) {
        return subject.author().equals(viewer) || subject.mentions().contains(viewer);
    }
}
