package social.skein.demo.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * Who posts how much and when, and what answers or boosts what: over 30 days, each at a steady pace with some irregularity.
 * Any post can be asked about without the others.
 */
final class PostSchedule {
    private static final Duration SPAN = Duration.ofDays(30);
    private static final double BOOST_SHARE = 0.15;
    private static final double REPLY_SHARE = 0.30;

    /** The share of what people answer or boost that is by somebody they follow; the rest they come across. */
    private static final double FOLLOWED_SHARE = 0.5;

    /** People react to one of so many latest posts of somebody. */
    private static final int RECENT_POSTS = 10;

    /** Most people post next to nothing, so whoever wants to react looks at several. */
    private static final int MAX_ATTEMPTS = 12;

    /** Numbers drawn for each look. */
    private static final int DRAWS_PER_ATTEMPT = 5;

    /** Posts may come close to each other, yet never within the same millisecond. */
    private static final double JITTER = 0.9;

    private final FollowGraph graph;
    private final Instant from;
    private final int[] counts;
    private final AliasTable authors;

    /** @param until when the last is posted */
    PostSchedule(FollowGraph graph, long posts, Instant until) {
        this.graph = graph;
        this.from = until.minus(SPAN);
        this.counts = new int[graph.population().size()];
        double[] eagerness = new double[counts.length];
        double sum = 0;
        for (int account = 0; account < counts.length; account++) {
            eagerness[account] = graph.population().activity(account);
            sum += eagerness[account];
        }
        for (int account = 0; account < counts.length; account++) {
            double due = posts * eagerness[account] / sum;
            counts[account] = (int) (due + RandomStreams.uniform(account, Purpose.ACTIVITY, 2));
        }
        this.authors = new AliasTable(eagerness);
    }

    enum Kind {
        ORIGINAL,
        REPLY,
        BOOST
    }

    /** A post: whose, and which of theirs. */
    record Post(int author, int number) {}

    int count(int author) {
        return counts[author];
    }

    Instant postedAt(Post post) {
        double place = post.number() + JITTER * RandomStreams.uniform(post.author(), Purpose.TIMES, post.number());
        return from.plusMillis((long) (place * SPAN.toMillis() / counts[post.author()]));
    }

    Instant lastPostedAt(int author) {
        return postedAt(new Post(author, Math.max(0, counts[author] - 1)));
    }

    /** The kind a post is meant to be: where there is nothing to answer or boost, it comes to be an original. */
    Kind kind(Post post) {
        double lot = RandomStreams.uniform(post.author(), Purpose.KINDS, post.number());
        return lot < BOOST_SHARE ? Kind.BOOST : lot < BOOST_SHARE + REPLY_SHARE ? Kind.REPLY : Kind.ORIGINAL;
    }

    /** What a reply or a boost is about: an earlier post of somebody else's, and no boost. */
    Optional<Post> target(Post post) {
        if (kind(post) == Kind.ORIGINAL) {
            return Optional.empty();
        }
        double passed = (double) Duration.between(from, postedAt(post)).toMillis() / SPAN.toMillis();
        return IntStream.range(0, MAX_ATTEMPTS)
                .mapToLong(number -> DRAWS_PER_ATTEMPT * (MAX_ATTEMPTS * (long) post.number() + number))
                .mapToObj(lots -> target(post.author(), passed, lots))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What somebody comes across when they look once, nothing where that is by nobody else or was not there yet. */
    private Optional<Post> target(int reader, double elapsedShare, long drawIndex) {
        int author = sampleAuthor(reader, drawIndex);
        int latest = (int) (elapsedShare * counts[author]) - 1;
        int back = (int) (RECENT_POSTS * uniform(reader, drawIndex + 4));
        return IntStream.range(back, back + RECENT_POSTS)
                .mapToObj(further -> new Post(author, latest - further))
                .filter(found -> author != reader && found.number() >= 0 && kind(found) != Kind.BOOST)
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

    /** The post a thread began with. */
    Post root(Post post) {
        Post root = post;
        for (Optional<Post> above = target(root); above.isPresent(); above = target(root)) {
            root = above.get();
        }
        return root;
    }

    long id(Post post) {
        return SyntheticIds.id(post.author(), postedAt(post));
    }
}
