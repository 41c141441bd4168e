package social.skein.demo.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * The posts of the population over 30 days: the number of posts of each account, their times, and the posts that they
 * reply to or boost. Each account posts at a steady pace with jitter. Any post can be computed without the others.
 */
final class PostSchedule {
    private static final Duration SPAN = Duration.ofDays(30);
    private static final double BOOST_SHARE = 0.15;
    private static final double REPLY_SHARE = 0.30;

    /** The share of reactions to posts of followees; the rest are to posts of random authors. */
    private static final double FOLLOWED_SHARE = 0.5;

    /** Reactions target one of the latest posts of an author. */
    private static final int RECENT_POSTS = 10;

    /** Most accounts post very little, so several authors are tried. */
    private static final int MAX_ATTEMPTS = 12;

    /** Random numbers per attempt. */
    private static final int DRAWS_PER_ATTEMPT = 5;

    /** Keeps consecutive posts of an account in different milliseconds. */
    private static final double JITTER = 0.9;

    private final FollowGraph graph;
    private final Instant from;
    private final int[] counts;
    private final AliasTable authors;

    /** @param until the end of the 30 days */
    PostSchedule(FollowGraph graph, long posts, Instant until) {
        this.graph = graph;
        this.from = until.minus(SPAN);
        this.counts = new int[graph.population().size()];
        double[] activity = new double[counts.length];
        double sum = 0;
        for (int account = 0; account < counts.length; account++) {
            activity[account] = graph.population().activity(account);
            sum += activity[account];
        }
        for (int account = 0; account < counts.length; account++) {
            double expected = posts * activity[account] / sum;
            counts[account] = (int) (expected + RandomStreams.uniform(account, Purpose.ACTIVITY, 2));
        }
        this.authors = new AliasTable(activity);
    }

    enum Kind {
        ORIGINAL,
        REPLY,
        BOOST
    }

    /** A post, identified by its author and its number among the posts of the author. */
    record Post(int author, int number) {}

    int count(int author) {
        return counts[author];
    }

    Instant postedAt(Post post) {
        double position = post.number() + JITTER * RandomStreams.uniform(post.author(), Purpose.TIMES, post.number());
        return from.plusMillis((long) (position * SPAN.toMillis() / counts[post.author()]));
    }

    Instant lastPostedAt(int author) {
        return postedAt(new Post(author, Math.max(0, counts[author] - 1)));
    }

    /** The intended kind; a reply or boost without a target becomes an original post. */
    Kind kind(Post post) {
        double draw = RandomStreams.uniform(post.author(), Purpose.KINDS, post.number());
        return draw < BOOST_SHARE ? Kind.BOOST : draw < BOOST_SHARE + REPLY_SHARE ? Kind.REPLY : Kind.ORIGINAL;
    }

    /** The target of a reply or boost: an earlier post of another account that is not a boost. */
    Optional<Post> target(Post post) {
        if (kind(post) == Kind.ORIGINAL) {
            return Optional.empty();
        }
        double elapsed = (double) Duration.between(from, postedAt(post)).toMillis() / SPAN.toMillis();
        return IntStream.range(0, MAX_ATTEMPTS)
                .mapToLong(attempt -> DRAWS_PER_ATTEMPT * (MAX_ATTEMPTS * (long) post.number() + attempt))
                .mapToObj(drawIndex -> target(post.author(), elapsed, drawIndex))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** One attempt to find a target; empty if the drawn author is the reader or has no earlier post. */
    private Optional<Post> target(int reader, double elapsedShare, long drawIndex) {
        int author = sampleAuthor(reader, drawIndex);
        int latest = (int) (elapsedShare * counts[author]) - 1;
        int offset = (int) (RECENT_POSTS * uniform(reader, drawIndex + 4));
        return IntStream.range(offset, offset + RECENT_POSTS)
                .mapToObj(number -> new Post(author, latest - number))
                .filter(candidate -> author != reader && candidate.number() >= 0 && kind(candidate) != Kind.BOOST)
                .findFirst();
    }

    private int sampleAuthor(int reader, long drawIndex) {
        return uniform(reader, drawIndex) < FOLLOWED_SHARE
                ? graph.sampleFollowee(reader, uniform(reader, drawIndex + 1))
                : authors.sample(uniform(reader, drawIndex + 2), uniform(reader, drawIndex + 3));
    }

    private static double uniform(int account, long number) {
        return RandomStreams.uniform(account, Purpose.REACTIONS, number);
    }

    /** The first post of the thread. */
    Post root(Post post) {
        Post root = post;
        for (Optional<Post> parent = target(root); parent.isPresent(); parent = target(root)) {
            root = parent.get();
        }
        return root;
    }

    long id(Post post) {
        return SyntheticIds.id(post.author(), postedAt(post));
    }
}
