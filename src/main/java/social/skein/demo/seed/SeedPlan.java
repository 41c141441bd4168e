package social.skein.demo.seed;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The accounts, follows and actions to create, determined by the graph, a number of posts and a random seed.
 *
 * @param prefix the prefix of the account names
 * @param people the number of accounts
 * @param follows shuffled, so that neighbouring entries rarely lock the same accounts
 * @param actions in chronological order
 */
public record SeedPlan(long randomSeed, String prefix, int people, List<Follow> follows, List<SeedAction> actions) {

    /** A follow between two account numbers. */
    public record Follow(int follower, int target) {}

    /** Plans {@code posts} posts, replies and boosts together, and about three favourites for each. */
    public static SeedPlan create(SocialGraph graph, String prefix, long randomSeed, int posts) {
        return new SeedPlanner(graph, prefix, randomSeed).plan(posts);
    }

    /** The name of an account. */
    public static String name(String prefix, int account) {
        return prefix + (account + 1);
    }

    List<String> names() {
        return IntStream.range(0, people)
                .mapToObj(account -> name(prefix, account))
                .toList();
    }

    List<SeedAction.Write> writes() {
        return actions.stream()
                .filter(SeedAction.Write.class::isInstance)
                .map(SeedAction.Write.class::cast)
                .toList();
    }
}
