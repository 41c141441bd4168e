package social.skein.demo.seed;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a {@link SeedPlan}. Its numbers are those measured on real networks: few write most, and friends answer friends. */
final class SeedPlanner {
    private static final double ORIGINAL_SHARE = 0.55;
    private static final double REPLY_SHARE = 0.30;

    /** Likes that follow a post: none to this, three on average. */
    private static final int MAX_LIKES = 6;

    /** People react to what is new: one of so many latest posts. */
    private static final int RECENT_POSTS = 200;

    /** With this spread the most eager tenth writes nearly all. */
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
        IntStream.range(0, graph.people()).forEach(person -> writtenBy.add(new ArrayList<>()));
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
        List<SeedPlan.Follow> once = new ArrayList<>(follows.stream().distinct().toList());
        random.shuffle(once);
        return List.copyOf(once);
    }

    private void planPost() {
        int author = pickActor();
        double kind = random.nextDouble();
        OptionalInt earlier = kind < ORIGINAL_SHARE ? OptionalInt.empty() : pickTarget(author);
        if (earlier.isEmpty()) {
            write(author, sentences.post(pickMentions(author)), earlier);
        } else if (kind < ORIGINAL_SHARE + REPLY_SHARE) {
            int answered = written.get(earlier.getAsInt()).author();
            write(author, sentences.reply(SeedPlan.name(prefix, answered)), earlier);
        } else {
            addReaction(new SeedAction.Boost(author, earlier.getAsInt()));
        }
    }

    private void write(int author, String text, OptionalInt inReplyTo) {
        SeedAction.Write write = new SeedAction.Write(written.size(), author, text, inReplyTo);
        written.add(write);
        writtenBy.get(author).add(write.number());
        actions.add(write);
    }

    /** The eager have soon liked all there is, so others get a chance then. */
    private void planLike() {
        boolean liked = false;
        for (int tries = 0; tries < 8 && !liked; tries++) {
            int by = pickActor();
            OptionalInt post = pickTarget(by);
            liked = post.isPresent() && addReaction(new SeedAction.Like(by, post.getAsInt()));
        }
    }

    /** Whether that is new. */
    @CanIgnoreReturnValue
    private boolean addReaction(SeedAction reaction) {
        return reactions.add(reaction) && actions.add(reaction);
    }

    private List<String> pickMentions(int author) {
        List<Integer> circle = friendsOf.get(author);
        return circle.isEmpty() || !random.nextBoolean(0.25)
                ? List.of()
                : List.of(SeedPlan.name(prefix, random.pick(circle)));
    }

    /** An earlier post this reader would react to: a friend's as a rule, else one of the latest, never their own. */
    private OptionalInt pickTarget(int reader) {
        List<Integer> circle = friendsOf.get(reader);
        for (int tries = 0; tries < 4 && !circle.isEmpty(); tries++) {
            List<Integer> theirs = writtenBy.get(random.pick(circle));
            if (!theirs.isEmpty()) {
                return OptionalInt.of(theirs.get(theirs.size() - 1 - random.nextInt(Math.min(theirs.size(), 10))));
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

    /** Summed up, so that a number below the sum picks somebody by binary search. */
    private double[] cumulativeActivity() {
        double[] sums = new double[graph.people()];
        double sum = 0;
        for (int person = 0; person < sums.length; person++) {
            int friends = friendsOf.get(person).size();
            sum += StrictMath.exp(ACTIVITY_SIGMA * random.nextGaussian()) * StrictMath.pow(friends + 1, 0.1);
            sums[person] = sum;
        }
        return sums;
    }
}
