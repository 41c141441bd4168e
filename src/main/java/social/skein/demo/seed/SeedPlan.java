package social.skein.demo.seed;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Who there will be, whom they follow and what they do, all of it decided by the graph, a number of posts and a random seed.
 *
 * @param prefix what the names of the people begin with
 * @param follows one after the other, so mixed that neighbours rarely concern the same people
 * @param actions in the order they happen
 */
public record SeedPlan(long randomSeed, String prefix, int people, List<Follow> follows, List<SeedAction> actions) {

    /** Somebody follows somebody. */
    public record Follow(int follower, int target) {}

    /** Plans {@code posts} posts, answers and boosts together, and about three likes for each. */
    public static SeedPlan create(SocialGraph graph, String prefix, long randomSeed, int posts) {
        return new SeedPlanner(graph, prefix, randomSeed).plan(posts);
    }

    /** The name of a person. */
    public static String name(String prefix, int person) {
        return prefix + (person + 1);
    }

    List<String> names() {
        return IntStream.range(0, people)
                .mapToObj(person -> name(prefix, person))
                .toList();
    }

    List<SeedAction.Write> writes() {
        return actions.stream()
                .filter(SeedAction.Write.class::isInstance)
                .map(SeedAction.Write.class::cast)
                .toList();
    }
}
