package social.skein.demo.bulk;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.demo.bulk.PostSchedule.Kind;
import social.skein.demo.bulk.PostSchedule.Post;
import social.skein.demo.bulk.RandomStreams.Purpose;
import social.skein.demo.seed.Phrases;
import social.skein.demo.seed.SeededRandom;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.StatusBulkLoader;
import social.skein.status.StatusBulkLoader.BoostTarget;
import social.skein.status.StatusBulkLoader.ReplyTarget;

/** Generates the texts of the posts of the population. */
final class PostTextGenerator {
    /** The share of posts other than replies that mention an account. */
    private static final double MENTION_SHARE = 0.25;

    private final FollowGraph graph;
    private final PostSchedule schedule;
    private final Phrases phrases;

    PostTextGenerator(FollowGraph graph, PostSchedule schedule, Phrases phrases) {
        this.graph = graph;
        this.schedule = schedule;
        this.phrases = phrases;
    }

    /** Writes all posts of an author. A second boost of the same post becomes an original post. */
    void writePosts(int author, StatusBulkLoader bulk) {
        Set<Post> boosted = new HashSet<>();
        for (int number = 0; number < schedule.count(author); number++) {
            Post post = new Post(author, number);
            Optional<Post> target = schedule.target(post);
            boolean boost = schedule.kind(post) == Kind.BOOST;
            if (boost && target.isPresent() && boosted.add(target.get())) {
                bulk.addBoost(statusId(post), accountId(author), boostTarget(target.get()));
            } else {
                writePost(post, target.filter(original -> !boost), bulk);
            }
        }
    }

    private void writePost(Post post, Optional<Post> parent, StatusBulkLoader bulk) {
        SeededRandom random = new SeededRandom(
                RandomStreams.streamSeed(post.author(), Purpose.WORDS) ^ SeededRandom.mix64(post.number()));
        int mentioned = parent.map(Post::author)
                .orElseGet(() -> random.nextBoolean(MENTION_SHARE)
                        ? graph.sampleFollowee(post.author(), random.nextDouble())
                        : post.author());
        Map<String, AccountId> mentions =
                mentioned == post.author() ? Map.of() : Map.of(SyntheticIds.username(mentioned), accountId(mentioned));
        String text = parent.isPresent()
                ? phrases.reply(random, SyntheticIds.username(mentioned))
                : phrases.post(random, List.copyOf(mentions.keySet()));
        bulk.addStatus(statusId(post), accountId(post.author()), text, mentions, parent.map(this::replyTarget));
    }

    private ReplyTarget replyTarget(Post post) {
        return new ReplyTarget(statusId(post), accountId(post.author()), statusId(schedule.root(post)));
    }

    private BoostTarget boostTarget(Post post) {
        return new BoostTarget(statusId(post), accountId(post.author()));
    }

    private StatusId statusId(Post post) {
        return new StatusId(schedule.id(post));
    }

    private static AccountId accountId(int number) {
        return new AccountId(SyntheticIds.accountId(number));
    }
}
