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
final class Ledger {
    private final Map<String, String> posts = new ConcurrentHashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> perhapsDeleted = ConcurrentHashMap.newKeySet();
    private final Set<Like> likes = ConcurrentHashMap.newKeySet();
    private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

    /** Somebody's liking of a post. */
    record Like(String account, String status) {}

    /** A post was answered; the same text was always sent under the same key. */
    void posted(String text, String id) {
        String before = posts.put(text, id);
        if (before == null) {
            synchronized (ids) {
                ids.add(id);
            }
        } else if (!before.equals(id)) {
            contradictions.add("\"" + text + "\" was answered as " + before + " and as " + id);
        }
    }

    /** Nobody said what became of a post, however often it was asked. */
    void unknown(String text) {
        unknown.add(text);
    }

    void refused(String text, int status) {
        refused.add(text);
        contradictions.add("\"" + text + "\" was answered " + status);
    }

    void deleted(String id) {
        deleted.add(id);
    }

    /** It was asked for, and is gone or will be, or not. */
    void perhapsDeleted(String id) {
        perhapsDeleted.add(id);
    }

    void liked(String account, String status) {
        likes.add(new Like(account, status));
    }

    /** Any post that was acknowledged. */
    String any(Random random) {
        synchronized (ids) {
            return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        }
    }

    int acknowledged() {
        return posts.size() + deleted.size() + likes.size();
    }

    int unanswered() {
        return unknown.size();
    }

    /** The ids of acknowledged posts that nobody wanted gone. */
    Set<String> kept() {
        Set<String> kept = ConcurrentHashMap.newKeySet();
        kept.addAll(posts.values());
        kept.removeAll(deleted);
        kept.removeAll(perhapsDeleted);
        return kept;
    }

    Set<String> gone() {
        return Set.copyOf(deleted);
    }

    Set<String> refusals() {
        return Set.copyOf(refused);
    }

    Set<Like> likes() {
        return Set.copyOf(likes);
    }

    List<String> contradictions() {
        return List.copyOf(contradictions);
    }
}
