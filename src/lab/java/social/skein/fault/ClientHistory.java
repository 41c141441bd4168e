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
 * The writes of the clients with their responses. Acknowledged writes were answered with 200. Unknown writes got no
 * response or a 5xx; they may have taken effect once or not at all. Refused writes got a 4xx and must not have taken
 * effect.
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

    /** A favourite of a post by an account. */
    record Like(String account, String status) {}

    /** Records an acknowledged post. The same text is always sent with the same idempotency key. */
    void recordPosted(String text, String id) {
        String previousId = posts.put(text, id);
        if (previousId == null) {
            synchronized (ids) {
                ids.add(id);
            }
        } else if (!previousId.equals(id)) {
            anomalies.add("\"" + text + "\" was acknowledged as " + previousId + " and as " + id);
        }
    }

    /** Records a post that got no response in any attempt. */
    void recordUnknown(String text) {
        unknown.add(text);
    }

    void recordRefused(String text, int status) {
        refused.add(text);
        anomalies.add("\"" + text + "\" was refused with " + status);
    }

    void recordDeleted(String id) {
        deleted.add(id);
    }

    /** Records a deletion before its response, so that its effect is unknown. */
    void recordDeleteAttempt(String id) {
        deleteAttempted.add(id);
    }

    void recordLiked(String account, String status) {
        likes.add(new Like(account, status));
    }

    /** Returns a random acknowledged post, or an empty string if there is none. */
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

    /** Returns the ids of acknowledged posts without an attempt to delete them. */
    Set<String> expectedPosts() {
        Set<String> expected = ConcurrentHashMap.newKeySet();
        expected.addAll(posts.values());
        expected.removeAll(deleted);
        expected.removeAll(deleteAttempted);
        return expected;
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
