package social.skein.crowd;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.crowd.Lots.Purpose;
import social.skein.crowd.Postings.Kind;
import social.skein.crowd.Postings.Post;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.seed.Chance;
import social.skein.seed.Phrases;
import social.skein.status.StatusCopies;
import social.skein.status.StatusCopies.Answered;
import social.skein.status.StatusCopies.Boosted;

/** Puts what people of a crowd post into words. */
final class Speech {
    /** The share of posts that name somebody who is not answered. */
    private static final double NAMING = 0.25;

    private final FollowGraph graph;
    private final Postings postings;
    private final Phrases phrases;

    Speech(FollowGraph graph, Postings postings, Phrases phrases) {
        this.graph = graph;
        this.postings = postings;
        this.phrases = phrases;
    }

    /** Everything somebody posts. What they would boost a second time moves them to say something instead. */
    void of(int author, StatusCopies copies) {
        Set<Post> boosted = new HashSet<>();
        for (int number = 0; number < postings.count(author); number++) {
            Post post = new Post(author, number);
            Optional<Post> subject = postings.subject(post);
            boolean boost = postings.kind(post) == Kind.BOOST;
            if (boost && subject.isPresent() && boosted.add(subject.get())) {
                copies.boost(status(post), account(author), boosted(subject.get()));
            } else {
                say(post, subject.filter(about -> !boost), copies);
            }
        }
    }

    private void say(Post post, Optional<Post> answered, StatusCopies copies) {
        Chance chance = new Chance(Lots.stream(post.author(), Purpose.WORDS) ^ Chance.mixed(post.number()));
        int named = answered.map(Post::author)
                .orElseGet(() -> chance.of(NAMING) ? graph.someFollowee(post.author(), chance.share()) : post.author());
        Map<String, AccountId> people =
                named == post.author() ? Map.of() : Map.of(Numbering.username(named), account(named));
        String text = answered.isPresent()
                ? phrases.answer(chance, Numbering.username(named))
                : phrases.post(chance, List.copyOf(people.keySet()));
        copies.write(status(post), account(post.author()), text, people, answered.map(this::answered));
    }

    private Answered answered(Post about) {
        return new Answered(status(about), account(about.author()), status(postings.root(about)));
    }

    private Boosted boosted(Post about) {
        return new Boosted(status(about), account(about.author()));
    }

    private StatusId status(Post post) {
        return new StatusId(postings.id(post));
    }

    private static AccountId account(int number) {
        return new AccountId(Numbering.account(number));
    }
}
