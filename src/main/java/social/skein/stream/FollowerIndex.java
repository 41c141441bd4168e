package social.skein.stream;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import social.skein.model.AccountId;

/**
 * From each author and hashtag back to the circles that may hear of them. Ids are primitive and the circles of an author lie
 * in one array, so an entry costs 4 bytes where many follow the same author and some 50 where one does.
 */
final class FollowerIndex {
    private final LongObjectMap<List<ConnectedUser>> byAuthor = new LongObjectHashMap<>();
    private final Map<String, List<ConnectedUser>> byTag = new HashMap<>();
    private int size;

    /** Takes a circle from where it was near to where it is now: only what differs is touched. */
    void update(ConnectedUser user, ConnectedUserState before, ConnectedUserState after) {
        forEachMissing(before.feedAuthors(), after.feedAuthors(), author -> {
            List<ConnectedUser> others = CopyOnWriteLists.without(byAuthor.get(author), user);
            if (others.isEmpty()) {
                byAuthor.remove(author);
            } else {
                byAuthor.put(author, others);
            }
        });
        forEachMissing(after.feedAuthors(), before.feedAuthors(), author -> {
            List<ConnectedUser> there = byAuthor.get(author);
            byAuthor.put(author, there == null ? List.of(user) : CopyOnWriteLists.with(there, user));
        });
        size += after.feedAuthors().length - before.feedAuthors().length;
        before.viewer()
                .preferences()
                .followedTags()
                .forEach(tag -> byTag.computeIfPresent(tag, (same, all) -> {
                    List<ConnectedUser> others = CopyOnWriteLists.without(all, user);
                    return others.isEmpty() ? null : others;
                }));
        after.viewer()
                .preferences()
                .followedTags()
                .forEach(tag -> byTag.merge(tag, List.of(user), (all, newcomer) -> CopyOnWriteLists.with(all, user)));
    }

    /** Those who follow the author, have them in a list or follow one of the tags. */
    Set<ConnectedUser> interestedIn(AccountId author, Collection<String> tagNames) {
        List<ConnectedUser> followers = byAuthor.get(author.value());
        Set<ConnectedUser> near = followers == null ? new HashSet<>() : new HashSet<>(followers);
        tagNames.forEach(tag -> near.addAll(byTag.getOrDefault(tag, List.of())));
        return near;
    }

    /** Whether a post of the author may be for somebody, whatever its tags. */
    boolean mayInterestAnyone(AccountId author) {
        return byAuthor.containsKey(author.value()) || !byTag.isEmpty();
    }

    /** How many pairs of circle and author there are. */
    int size() {
        return size;
    }

    private static void forEachMissing(long[] ids, long[] others, LongConsumer action) {
        for (long one : ids) {
            if (Arrays.binarySearch(others, one) < 0) {
                action.accept(one);
            }
        }
    }
}
