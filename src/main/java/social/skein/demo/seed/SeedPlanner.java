package social.skein.demo.seed;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Creates a {@link SeedPlan} with the proportions measured on real networks: few accounts write most posts, and friends
 * reply to friends.
 */
final class SeedPlanner {
    private static final double ORIGINAL_SHARE = 0.55;
    private static final double REPLY_SHARE = 0.30;

    /** Maximum favourites per post; uniform from 0, so three on average. */
    private static final int MAX_LIKES = 6;

    /** Reactions target one of the latest posts. */
    private static final int RECENT_POSTS = 200;

    /** With this spread the most active 10 % write nearly all posts. */
    private static final double ACTIVITY_SIGMA = 2.1;

    private final List<List<Integer>> friendsOf;
    private final SocialGraph graph;
    private final String prefix;
    private final long randomSeed;
    private final SeededRandom random;
    private final UniqueTexts sentences;
    private final double[] cumulativeActivity;
    private final List<SeedAction> actions = new ArrayList<>();
    private final List<SeedAction.Write> written = new ArrayList<>();
    private final List<List<Integer>> writtenBy = new ArrayList<>();
    private final Set<SeedAction> reactions = new HashSet<>();

    SeedPlanner(SocialGraph graph, String prefix, long randomSeed) {
        this.graph = graph;
        this.friendsOf = graph.adjacencyList();
        this.prefix = prefix;
        this.randomSeed = randomSeed;
        this.random = new SeededRandom(randomSeed);
        this.sentences = new UniqueTexts(random);
        this.cumulativeActivity = cumulativeActivity();
        IntStream.range(0, graph.people()).forEach(account -> writtenBy.add(new ArrayList<>()));
    }

    SeedPlan plan(int posts) {
        List<SeedPlan.Follow> follows = follows();
        for (int post = 0; post < posts; post++) {
            planPost();
            for (int likes = random.nextInt(MAX_LIKES + 1); likes > 0; likes--) {
                planLike();
            }
        }
        return new SeedPlan(randomSeed, prefix, graph.people(), follows, List.copyOf(actions));
    }

    private List<SeedPlan.Follow> follows() {
        List<SeedPlan.Follow> follows = new ArrayList<>();
        for (SocialGraph.Friendship pair : graph.friendships()) {
            follows.add(new SeedPlan.Follow(pair.one(), pair.other()));
            follows.add(new SeedPlan.Follow(pair.other(), pair.one()));
        }
        List<SeedPlan.Follow> distinct =
                new ArrayList<>(follows.stream().distinct().toList());
        random.shuffle(distinct);
        return List.copyOf(distinct);
    }

    private void planPost() {
        int author = pickActor();
        double kind = random.nextDouble();
        OptionalInt target = kind < ORIGINAL_SHARE ? OptionalInt.empty() : pickTarget(author);
        if (target.isEmpty()) {
            write(author, sentences.post(pickMentions(author)), target);
        } else if (kind < ORIGINAL_SHARE + REPLY_SHARE) {
            int parentAuthor = written.get(target.getAsInt()).author();
            write(author, sentences.reply(SeedPlan.name(prefix, parentAuthor)), target);
        } else {
            addReaction(new SeedAction.Boost(author, target.getAsInt()));
        }
    }

    private void write(int author, String text, OptionalInt inReplyTo) {
        SeedAction.Write write = new SeedAction.Write(written.size(), author, text, inReplyTo);
        written.add(write);
        writtenBy.get(author).add(write.number());
        actions.add(write);
    }

    /** Tries several times, since the most active accounts soon have favourited everything. */
    private void planLike() {
        boolean liked = false;
        for (int attempt = 0; attempt < 8 && !liked; attempt++) {
            int actor = pickActor();
            OptionalInt post = pickTarget(actor);
            liked = post.isPresent() && addReaction(new SeedAction.Like(actor, post.getAsInt()));
        }
    }

    /** Whether the reaction is new. */
    @CanIgnoreReturnValue
    private boolean addReaction(SeedAction reaction) {
        return reactions.add(reaction) && actions.add(reaction);
    }

    private List<String> pickMentions(int author) {
        List<Integer> friends = friendsOf.get(author);
        return friends.isEmpty() || !random.nextBoolean(0.25)
                ? List.of()
                : List.of(SeedPlan.name(prefix, random.pick(friends)));
    }

    /** An earlier post the reader may react to: usually of a friend, otherwise one of the latest, never an own one. */
    private OptionalInt pickTarget(int reader) {
        List<Integer> friends = friendsOf.get(reader);
        for (int attempt = 0; attempt < 4 && !friends.isEmpty(); attempt++) {
            List<Integer> posts = writtenBy.get(random.pick(friends));
            if (!posts.isEmpty()) {
                return OptionalInt.of(posts.get(posts.size() - 1 - random.nextInt(Math.min(posts.size(), 10))));
            }
        }
        if (written.isEmpty()) {
            return OptionalInt.empty();
        }
        SeedAction.Write latest =
                written.get(written.size() - 1 - random.nextInt(Math.min(written.size(), RECENT_POSTS)));
        return latest.author() == reader ? OptionalInt.empty() : OptionalInt.of(latest.number());
    }

    private int pickActor() {
        int found = Arrays.binarySearch(
                cumulativeActivity, random.nextDouble() * cumulativeActivity[cumulativeActivity.length - 1]);
        return found >= 0 ? found : Math.min(-found - 1, cumulativeActivity.length - 1);
    }

    /** Cumulative, so that a uniform number selects an account by binary search. */
    private double[] cumulativeActivity() {
        double[] sums = new double[graph.people()];
        double sum = 0;
        for (int account = 0; account < sums.length; account++) {
            int friends = friendsOf.get(account).size();
            sum += StrictMath.exp(ACTIVITY_SIGMA * random.nextGaussian()) * StrictMath.pow(friends + 1, 0.1);
            sums[account] = sum;
        }
        return sums;
    }
}
