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
 * An index from authors and hashtags to the connected users interested in them. Ids are primitive and an author's users
 * are in one array, so an entry takes 4 bytes for an author with many users and about 50 for one with a single user.
 */
final class FollowerIndex {
    private final LongObjectMap<List<ConnectedUser>> byAuthor = new LongObjectHashMap<>();
    private final Map<String, List<ConnectedUser>> byTag = new HashMap<>();
    private int size;

    /** Replaces a user's entries; only the differences are touched. */
    void update(ConnectedUser user, ConnectedUserState before, ConnectedUserState after) {
        forEachMissing(before.feedAuthors(), after.feedAuthors(), author -> {
            List<ConnectedUser> remaining = CopyOnWriteLists.without(byAuthor.get(author), user);
            if (remaining.isEmpty()) {
                byAuthor.remove(author);
            } else {
                byAuthor.put(author, remaining);
            }
        });
        forEachMissing(after.feedAuthors(), before.feedAuthors(), author -> {
            List<ConnectedUser> users = byAuthor.get(author);
            byAuthor.put(author, users == null ? List.of(user) : CopyOnWriteLists.with(users, user));
        });
        size += after.feedAuthors().length - before.feedAuthors().length;
        before.viewer()
                .preferences()
                .followedTags()
                .forEach(tag -> byTag.computeIfPresent(tag, (key, users) -> {
                    List<ConnectedUser> remaining = CopyOnWriteLists.without(users, user);
                    return remaining.isEmpty() ? null : remaining;
                }));
        after.viewer()
                .preferences()
                .followedTags()
                .forEach(tag -> byTag.merge(tag, List.of(user), (users, added) -> CopyOnWriteLists.with(users, user)));
    }

    /** The users that follow the author or one of the tags, or have the author in a list. */
    Set<ConnectedUser> interestedIn(AccountId author, Collection<String> tags) {
        List<ConnectedUser> followers = byAuthor.get(author.value());
        Set<ConnectedUser> interested = followers == null ? new HashSet<>() : new HashSet<>(followers);
        tags.forEach(tag -> interested.addAll(byTag.getOrDefault(tag, List.of())));
        return interested;
    }

    /** Whether a post of the author, with any tags, may concern a user. */
    boolean mayInterestAnyone(AccountId author) {
        return byAuthor.containsKey(author.value()) || !byTag.isEmpty();
    }

    /** The number of pairs of user and author. */
    int size() {
        return size;
    }

    private static void forEachMissing(long[] ids, long[] others, LongConsumer action) {
        for (long id : ids) {
            if (Arrays.binarySearch(others, id) < 0) {
                action.accept(id);
            }
        }
    }
}
