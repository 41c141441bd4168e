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
 * The accounts whose home timelines get a post: its author, the author's followers (for a reply, only those who also
 * follow the replied-to account or are that account), and the followers of its hashtags. Blocks and mutes are applied
 * when a timeline is read, so that it is complete again when they end; {@link
 * social.skein.visibility.VisibilityPolicy#belongsInHome} is the whole rule.
 */
public final class FanoutRecipients {
    /** Followers per page: a few milliseconds for the query, and as many for Redis. */
    private static final int PAGE_SIZE = 4_000;

    private static final Logger LOG = LoggerFactory.getLogger(FanoutRecipients.class);

    private final Follows follows;
    private final TagFollows tagFollows;
    private final PulledAuthors pulledAuthors;
    private final int pushLimit;

    /** @param pushLimit posts of authors with more followers are no longer pushed but pulled on read */
    public FanoutRecipients(Follows follows, TagFollows tagFollows, PulledAuthors pulledAuthors, int pushLimit) {
        this.follows = follows;
        this.tagFollows = tagFollows;
        this.pulledAuthors = pulledAuthors;
        this.pushLimit = pushLimit;
    }

    /** Whether two posts of one author go to the same followers. Hashtags do not count. */
    static boolean haveSameFollowers(Fact.StatusPosted one, Fact.StatusPosted other) {
        return replyTarget(one).equals(replyTarget(other));
    }

    /**
     * The account that a follower must follow as well: that of the replied-to status, unless it is the author's own.
     */
    private static Optional<AccountId> replyTarget(Fact.StatusPosted post) {
        return post.inReplyToAccount().filter(account -> !account.equals(post.author()));
    }

    /** An account that follows both the author and a hashtag gets the post twice; readers drop duplicates. */
    Deque<FanoutBatch.PagedDelivery> deliveries(List<FanoutBatch.PendingPost> posts) {
        Fact.StatusPosted first = posts.get(0).fact();
        Deque<FanoutBatch.PagedDelivery> deliveries = new ArrayDeque<>();
        deliveries.add(new FanoutBatch.PagedDelivery(posts, new FollowerPages(first)));
        for (FanoutBatch.PendingPost post : posts) {
            if (post.fact().visibility() == Visibility.PUBLIC) {
                for (String tag : post.fact().tags()) {
                    deliveries.add(new FanoutBatch.PagedDelivery(List.of(post), after -> tagFollowers(tag, after)));
                }
            }
        }
        return deliveries;
    }

    /** The pages of followers that get a post; the first one includes the author. */
    private final class FollowerPages implements LongFunction<Future<FollowerPage>> {
        private final Fact.StatusPosted post;
        private long examined;

        private FollowerPages(Fact.StatusPosted post) {
            this.post = post;
        }

        @Override
        public Future<FollowerPage> apply(long after) {
            AccountId author = post.author();
            if (after == 0 && pulledAuthors.isPulledEverywhere(author)) {
                return Future.succeededFuture(new FollowerPage(new long[] {author.value()}, 0, 0, true));
            }
            return replyTarget(post)
                    .map(target -> follows.sharedFollowers(author, target, after, PAGE_SIZE))
                    .orElseGet(() -> follows.followers(author, after, PAGE_SIZE))
                    .onSuccess(this::countExamined)
                    .map(page -> after == 0 ? withAuthor(author, page) : page);
        }

        private void countExamined(FollowerPage page) {
            examined += page.examined();
            if (examined > pushLimit && examined - page.examined() <= pushLimit) {
                pulledAuthors
                        .markPulled(post.author())
                        .onFailure(failure -> LOG.warn(
                                "Account {} has too many followers to push, but could not be marked as pulled;"
                                        + " its next post retries: {}",
                                post.author(),
                                failure.toString()));
            }
        }
    }

    private static FollowerPage withAuthor(AccountId author, FollowerPage page) {
        long[] accounts = Arrays.copyOf(page.accounts(), page.accounts().length + 1);
        accounts[accounts.length - 1] = author.value();
        return new FollowerPage(accounts, page.examined(), page.cursor(), page.isLast());
    }

    private Future<FollowerPage> tagFollowers(String tag, long after) {
        return tagFollows
                .followers(tag, after, PAGE_SIZE)
                .map(found -> new FollowerPage(
                        found.stream()
                                .mapToLong(follower -> follower.account().value())
                                .toArray(),
                        found.size(),
                        found.isEmpty() ? after : found.get(found.size() - 1).id(),
                        found.size() < PAGE_SIZE));
    }
}
