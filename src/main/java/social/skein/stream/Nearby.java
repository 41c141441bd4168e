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
final class Nearby {
    private final LongObjectMap<List<Circle>> authors = new LongObjectHashMap<>();
    private final Map<String, List<Circle>> tags = new HashMap<>();
    private int size;

    /** Takes a circle from where it was near to where it is now: only what differs is touched. */
    void move(Circle circle, Known before, Known after) {
        eachMissing(before.near(), after.near(), author -> {
            List<Circle> others = Crowd.without(authors.get(author), circle);
            if (others.isEmpty()) {
                authors.remove(author);
            } else {
                authors.put(author, others);
            }
        });
        eachMissing(after.near(), before.near(), author -> {
            List<Circle> there = authors.get(author);
            authors.put(author, there == null ? List.of(circle) : Crowd.with(there, circle));
        });
        size += after.near().length - before.near().length;
        before.interests()
                .tags()
                .forEach(tag -> tags.computeIfPresent(tag, (same, all) -> {
                    List<Circle> others = Crowd.without(all, circle);
                    return others.isEmpty() ? null : others;
                }));
        after.interests()
                .tags()
                .forEach(tag -> tags.merge(tag, List.of(circle), (all, newcomer) -> Crowd.with(all, circle)));
    }

    /** Those who follow the author, have them in a list or follow one of the tags. */
    Set<Circle> of(AccountId author, Collection<String> named) {
        List<Circle> followers = authors.get(author.value());
        Set<Circle> near = followers == null ? new HashSet<>() : new HashSet<>(followers);
        named.forEach(tag -> near.addAll(tags.getOrDefault(tag, List.of())));
        return near;
    }

    /** Whether a post of the author may be for somebody, whatever its tags. */
    boolean mayConcern(AccountId author) {
        return authors.containsKey(author.value()) || !tags.isEmpty();
    }

    /** How many pairs of circle and author there are. */
    int size() {
        return size;
    }

    private static void eachMissing(long[] some, long[] others, LongConsumer step) {
        for (long one : some) {
            if (Arrays.binarySearch(others, one) < 0) {
                step.accept(one);
            }
        }
    }
}
