package social.skein.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients asked for and what they were answered. Acknowledged is what was answered 200; unknown what was never answered, or
 * with a 5xx: that may be there or not, but not twice; refused what was answered 4xx, which must not be there.
 */
final class ClientHistory {
    private final Map<String, String> posts = new ConcurrentHashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> deleteAttempted = ConcurrentHashMap.newKeySet();
    private final Set<Like> likes = ConcurrentHashMap.newKeySet();
    private final Queue<String> anomalies = new ConcurrentLinkedQueue<>();

    /** Somebody's liking of a post. */
    record Like(String account, String status) {}

    /** A post was answered; the same text was always sent under the same key. */
    void recordPosted(String text, String id) {
        String before = posts.put(text, id);
        if (before == null) {
            synchronized (ids) {
                ids.add(id);
            }
        } else if (!before.equals(id)) {
            anomalies.add("\"" + text + "\" was answered as " + before + " and as " + id);
        }
    }

    /** Nobody said what became of a post, however often it was asked. */
    void recordUnknown(String text) {
        unknown.add(text);
    }

    void recordRefused(String text, int status) {
        refused.add(text);
        anomalies.add("\"" + text + "\" was answered " + status);
    }

    void recordDeleted(String id) {
        deleted.add(id);
    }

    /** It was asked for, and is gone or will be, or not. */
    void recordDeleteAttempt(String id) {
        deleteAttempted.add(id);
    }

    void recordLiked(String account, String status) {
        likes.add(new Like(account, status));
    }

    /** Any post that was acknowledged. */
    String randomPost(Random random) {
        synchronized (ids) {
            return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        }
    }

    int acknowledgedCount() {
        return posts.size() + deleted.size() + likes.size();
    }

    int unknownCount() {
        return unknown.size();
    }

    /** The ids of acknowledged posts that nobody wanted gone. */
    Set<String> expectedPosts() {
        Set<String> kept = ConcurrentHashMap.newKeySet();
        kept.addAll(posts.values());
        kept.removeAll(deleted);
        kept.removeAll(deleteAttempted);
        return kept;
    }

    Set<String> deletedPosts() {
        return Set.copyOf(deleted);
    }

    Set<String> refusedTexts() {
        return Set.copyOf(refused);
    }

    Set<Like> likes() {
        return Set.copyOf(likes);
    }

    List<String> contradictions() {
        return List.copyOf(anomalies);
    }
}
