package social.skein.crowd;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import social.skein.crowd.Lots.Purpose;

/**
 * Who posts how much and when, and what answers or boosts what: over 30 days, each at a steady pace with some irregularity.
 * Any post can be asked about without the others.
 */
final class Postings {
    private static final Duration SPAN = Duration.ofDays(30);
    private static final double BOOSTS = 0.15;
    private static final double REPLIES = 0.30;

    /** The share of what people answer or boost that is by somebody they follow; the rest they come across. */
    private static final double OF_FOLLOWED = 0.5;

    /** People react to one of so many latest posts of somebody. */
    private static final int READ_BACK = 10;

    /** Most people post next to nothing, so whoever wants to react looks at several. */
    private static final int TRIES = 12;

    /** Numbers drawn for each look. */
    private static final int LOTS = 5;

    /** Posts may come close to each other, yet never within the same millisecond. */
    private static final double UNSTEADY = 0.9;

    private final FollowGraph graph;
    private final Instant from;
    private final int[] counts;
    private final AliasTable writers;

    /** @param until when the last is posted */
    Postings(FollowGraph graph, long posts, Instant until) {
        this.graph = graph;
        this.from = until.minus(SPAN);
        this.counts = new int[graph.crowd().size()];
        double[] eagerness = new double[counts.length];
        double sum = 0;
        for (int account = 0; account < counts.length; account++) {
            eagerness[account] = graph.crowd().eagerness(account);
            sum += eagerness[account];
        }
        for (int account = 0; account < counts.length; account++) {
            double due = posts * eagerness[account] / sum;
            counts[account] = (int) (due + Lots.share(account, Purpose.EAGERNESS, 2));
        }
        this.writers = new AliasTable(eagerness);
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

    Instant time(Post post) {
        double place = post.number() + UNSTEADY * Lots.share(post.author(), Purpose.TIMES, post.number());
        return from.plusMillis((long) (place * SPAN.toMillis() / counts[post.author()]));
    }

    Instant lastTime(int author) {
        return time(new Post(author, Math.max(0, counts[author] - 1)));
    }

    /** The kind a post is meant to be: where there is nothing to answer or boost, it comes to be an original. */
    Kind kind(Post post) {
        double lot = Lots.share(post.author(), Purpose.KINDS, post.number());
        return lot < BOOSTS ? Kind.BOOST : lot < BOOSTS + REPLIES ? Kind.REPLY : Kind.ORIGINAL;
    }

    /** What a reply or a boost is about: an earlier post of somebody else's, and no boost. */
    Optional<Post> subject(Post post) {
        if (kind(post) == Kind.ORIGINAL) {
            return Optional.empty();
        }
        double passed = (double) Duration.between(from, time(post)).toMillis() / SPAN.toMillis();
        return IntStream.range(0, TRIES)
                .mapToLong(number -> LOTS * (TRIES * (long) post.number() + number))
                .mapToObj(lots -> subject(post.author(), passed, lots))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What somebody comes across when they look once, nothing where that is by nobody else or was not there yet. */
    private Optional<Post> subject(int reader, double passed, long lots) {
        int author = author(reader, lots);
        int latest = (int) (passed * counts[author]) - 1;
        int back = (int) (READ_BACK * share(reader, lots + 4));
        return IntStream.range(back, back + READ_BACK)
                .mapToObj(further -> new Post(author, latest - further))
                .filter(found -> author != reader && found.number() >= 0 && kind(found) != Kind.BOOST)
                .findFirst();
    }

    private int author(int reader, long lots) {
        return share(reader, lots) < OF_FOLLOWED
                ? graph.someFollowee(reader, share(reader, lots + 1))
                : writers.pick(share(reader, lots + 2), share(reader, lots + 3));
    }

    private static double share(int account, long number) {
        return Lots.share(account, Purpose.REACTIONS, number);
    }

    /** The post a thread began with. */
    Post root(Post post) {
        Post root = post;
        for (Optional<Post> above = subject(root); above.isPresent(); above = subject(root)) {
            root = above.get();
        }
        return root;
    }

    long id(Post post) {
        return Numbering.id(post.author(), time(post));
    }
}
