package social.skein.seed;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes a {@link Plan}. Its numbers are those measured on real networks: few write most, and friends answer friends. */
final class Planner {
    private static final double ORIGINALS = 0.55;
    private static final double REPLIES = 0.30;

    /** Likes that follow a post: none to this, three on average. */
    private static final int MOST_LIKES = 6;

    /** People react to what is new: one of so many latest posts. */
    private static final int READ_BACK = 200;

    /** With this spread the most eager tenth writes nearly all. */
    private static final double SPREAD_OF_EAGERNESS = 2.1;

    private final List<List<Integer>> circles;
    private final Graph graph;
    private final String prefix;
    private final long randomSeed;
    private final Chance chance;
    private final Sentences sentences;
    private final double[] eagerness;
    private final List<Action> actions = new ArrayList<>();
    private final List<Action.Write> written = new ArrayList<>();
    private final List<List<Integer>> writtenBy = new ArrayList<>();
    private final Set<Action> reactions = new HashSet<>();

    Planner(Graph graph, String prefix, long randomSeed) {
        this.graph = graph;
        this.circles = graph.circles();
        this.prefix = prefix;
        this.randomSeed = randomSeed;
        this.chance = new Chance(randomSeed);
        this.sentences = new Sentences(chance);
        this.eagerness = eagerness();
        IntStream.range(0, graph.people()).forEach(person -> writtenBy.add(new ArrayList<>()));
    }

    Plan plan(int posts) {
        List<Plan.Follow> follows = follows();
        for (int post = 0; post < posts; post++) {
            act();
            for (int likes = chance.below(MOST_LIKES + 1); likes > 0; likes--) {
                like();
            }
        }
        return new Plan(randomSeed, prefix, graph.people(), follows, List.copyOf(actions));
    }

    private List<Plan.Follow> follows() {
        List<Plan.Follow> follows = new ArrayList<>();
        for (Graph.Friends pair : graph.friendships()) {
            follows.add(new Plan.Follow(pair.one(), pair.other()));
            follows.add(new Plan.Follow(pair.other(), pair.one()));
        }
        List<Plan.Follow> once = new ArrayList<>(follows.stream().distinct().toList());
        chance.shuffle(once);
        return List.copyOf(once);
    }

    private void act() {
        int author = somebody();
        double kind = chance.share();
        OptionalInt earlier = kind < ORIGINALS ? OptionalInt.empty() : post(author);
        if (earlier.isEmpty()) {
            write(author, sentences.post(mentioned(author)), earlier);
        } else if (kind < ORIGINALS + REPLIES) {
            int answered = written.get(earlier.getAsInt()).author();
            write(author, sentences.answer(Plan.name(prefix, answered)), earlier);
        } else {
            react(new Action.Boost(author, earlier.getAsInt()));
        }
    }

    private void write(int author, String text, OptionalInt inReplyTo) {
        Action.Write write = new Action.Write(written.size(), author, text, inReplyTo);
        written.add(write);
        writtenBy.get(author).add(write.number());
        actions.add(write);
    }

    /** The eager have soon liked all there is, so others get a chance then. */
    private void like() {
        boolean liked = false;
        for (int tries = 0; tries < 8 && !liked; tries++) {
            int by = somebody();
            OptionalInt post = post(by);
            liked = post.isPresent() && react(new Action.Like(by, post.getAsInt()));
        }
    }

    /** Whether that is new. */
    @CanIgnoreReturnValue
    private boolean react(Action reaction) {
        return reactions.add(reaction) && actions.add(reaction);
    }

    private List<String> mentioned(int author) {
        List<Integer> circle = circles.get(author);
        return circle.isEmpty() || !chance.of(0.25) ? List.of() : List.of(Plan.name(prefix, chance.from(circle)));
    }

    /** An earlier post this reader would react to: a friend's as a rule, else one of the latest, never their own. */
    private OptionalInt post(int reader) {
        List<Integer> circle = circles.get(reader);
        for (int tries = 0; tries < 4 && !circle.isEmpty(); tries++) {
            List<Integer> theirs = writtenBy.get(chance.from(circle));
            if (!theirs.isEmpty()) {
                return OptionalInt.of(theirs.get(theirs.size() - 1 - chance.below(Math.min(theirs.size(), 10))));
            }
        }
        if (written.isEmpty()) {
            return OptionalInt.empty();
        }
        Action.Write latest = written.get(written.size() - 1 - chance.below(Math.min(written.size(), READ_BACK)));
        return latest.author() == reader ? OptionalInt.empty() : OptionalInt.of(latest.number());
    }

    private int somebody() {
        int found = Arrays.binarySearch(eagerness, chance.share() * eagerness[eagerness.length - 1]);
        return found >= 0 ? found : Math.min(-found - 1, eagerness.length - 1);
    }

    /** Summed up, so that a number below the sum picks somebody by binary search. */
    private double[] eagerness() {
        double[] sums = new double[graph.people()];
        double sum = 0;
        for (int person = 0; person < sums.length; person++) {
            int friends = circles.get(person).size();
            sum += StrictMath.exp(SPREAD_OF_EAGERNESS * chance.normal()) * StrictMath.pow(friends + 1, 0.1);
            sums[person] = sum;
        }
        return sums;
    }
}
