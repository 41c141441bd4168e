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

/** Puts what people of a crowd post into words. */
final class PostTextGenerator {
    /** The share of posts that name somebody who is not answered. */
    private static final double MENTION_SHARE = 0.25;

    private final FollowGraph graph;
    private final PostSchedule schedule;
    private final Phrases phrases;

    PostTextGenerator(FollowGraph graph, PostSchedule postings, Phrases phrases) {
        this.graph = graph;
        this.schedule = postings;
        this.phrases = phrases;
    }

    /** Everything somebody posts. What they would boost a second time moves them to say something instead. */
    void writePosts(int author, StatusBulkLoader copies) {
        Set<Post> boosted = new HashSet<>();
        for (int number = 0; number < schedule.count(author); number++) {
            Post post = new Post(author, number);
            Optional<Post> subject = schedule.target(post);
            boolean boost = schedule.kind(post) == Kind.BOOST;
            if (boost && subject.isPresent() && boosted.add(subject.get())) {
                copies.addBoost(statusId(post), accountId(author), boostTarget(subject.get()));
            } else {
                writePost(post, subject.filter(about -> !boost), copies);
            }
        }
    }

    private void writePost(Post post, Optional<Post> answered, StatusBulkLoader copies) {
        SeededRandom chance = new SeededRandom(
                RandomStreams.streamSeed(post.author(), Purpose.WORDS) ^ SeededRandom.mix64(post.number()));
        int named = answered.map(Post::author)
                .orElseGet(() -> chance.nextBoolean(MENTION_SHARE)
                        ? graph.sampleFollowee(post.author(), chance.nextDouble())
                        : post.author());
        Map<String, AccountId> people =
                named == post.author() ? Map.of() : Map.of(SyntheticIds.username(named), accountId(named));
        String text = answered.isPresent()
                ? phrases.reply(chance, SyntheticIds.username(named))
                : phrases.post(chance, List.copyOf(people.keySet()));
        copies.addStatus(statusId(post), accountId(post.author()), text, people, answered.map(this::replyTarget));
    }

    private ReplyTarget replyTarget(Post about) {
        return new ReplyTarget(statusId(about), accountId(about.author()), statusId(schedule.root(about)));
    }

    private BoostTarget boostTarget(Post about) {
        return new BoostTarget(statusId(about), accountId(about.author()));
    }

    private StatusId statusId(Post post) {
        return new StatusId(schedule.id(post));
    }

    private static AccountId accountId(int number) {
        return new AccountId(SyntheticIds.accountId(number));
    }
}
