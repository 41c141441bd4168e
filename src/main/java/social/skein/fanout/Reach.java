package social.skein.fanout;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.FollowerPage;
import social.skein.relationship.Follows;
import social.skein.tag.TagFollows;
import social.skein.timeline.PulledAuthors;

/**
 * Whose timelines a post goes to: its author's, those of the followers who may hear of it (of a reply, who follow the answered
 * one too, or are them), and those of whoever follows its hashtags. Blocks, mutes and the like are asked by whoever shows the
 * timeline, so that nothing is missing from it when they end; {@link social.skein.audience.Audience#hears} is the whole rule.
 */
public final class Reach {
    /** Followers per turn: a look-up of a few milliseconds, and as long for Redis. */
    private static final int PAGE = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    private final Follows follows;
    private final TagFollows tags;
    private final PulledAuthors pulled;
    private final int pushLimit;

    /** @param pushLimit whoever has more followers is pulled from then on */
    public Reach(Follows follows, TagFollows tags, PulledAuthors pulled, int pushLimit) {
        this.follows = follows;
        this.tags = tags;
        this.pulled = pulled;
        this.pushLimit = pushLimit;
    }

    /** Whether two posts of one author go to the same followers. */
    static boolean isTheSame(Fact.StatusPosted one, Fact.StatusPosted other) {
        return answered(one).equals(answered(other));
    }

    /** Whose follower one must be as well. */
    private static Optional<AccountId> answered(Fact.StatusPosted post) {
        return post.inReplyToAccount().filter(account -> !account.equals(post.author()));
    }

    /** Who hears of it for a hashtag's sake may follow its author as well: readers drop repeats. */
    Deque<Round.Leg> of(List<Round.Post> posts) {
        Fact.StatusPosted first = posts.get(0).fact();
        Deque<Round.Leg> legs = new ArrayDeque<>();
        legs.add(new Round.Leg(posts, new Followers(first)));
        for (Round.Post post : posts) {
            if (post.fact().visibility() == Visibility.PUBLIC) {
                for (String tag : post.fact().tags()) {
                    legs.add(new Round.Leg(List.of(post), after -> followersOf(tag, after)));
                }
            }
        }
        return legs;
    }

    /** The author, and page by page the followers who hear of a post. */
    private final class Followers implements LongFunction<Future<FollowerPage>> {
        private final Fact.StatusPosted post;
        private long met;

        private Followers(Fact.StatusPosted post) {
            this.post = post;
        }

        @Override
        public Future<FollowerPage> apply(long after) {
            AccountId author = post.author();
            if (after == 0 && pulled.isFetchedEverywhere(author)) {
                return Future.succeededFuture(new FollowerPage(new long[] {author.value()}, 0, 0, true));
            }
            return answered(post)
                    .map(other -> follows.followersOfBoth(author, other, after, PAGE))
                    .orElseGet(() -> follows.followers(author, after, PAGE))
                    .onSuccess(this::count)
                    .map(page -> after == 0 ? with(author, page) : page);
        }

        private void count(FollowerPage page) {
            met += page.examined();
            if (met > pushLimit && met - page.examined() <= pushLimit) {
                pulled.flag(post.author())
                        .onFailure(failure -> LOG.warn(
                                "{} is pushed to all their followers once more: {}",
                                post.author(),
                                failure.toString()));
            }
        }
    }

    private static FollowerPage with(AccountId author, FollowerPage page) {
        long[] accounts = Arrays.copyOf(page.accounts(), page.accounts().length + 1);
        accounts[accounts.length - 1] = author.value();
        return new FollowerPage(accounts, page.examined(), page.cursor(), page.last());
    }

    private Future<FollowerPage> followersOf(String tag, long after) {
        return tags.followers(tag, after, PAGE)
                .map(found -> new FollowerPage(
                        found.stream()
                                .mapToLong(follower -> follower.account().value())
                                .toArray(),
                        found.size(),
                        found.isEmpty() ? after : found.get(found.size() - 1).id(),
                        found.size() < PAGE));
    }
}
