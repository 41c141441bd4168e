package social.skein.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.relationship.FollowerPage;
import social.skein.timeline.PushBatch;

/** Posts of one author that the same followers hear of, on their way to all of them, a page of people at a time. */
final class FanoutBatch {
    private final List<PendingPost> posts;
    private final Deque<PagedDelivery> deliveries;

    FanoutBatch(List<PendingPost> posts, Deque<PagedDelivery> deliveries) {
        this.posts = posts;
        this.deliveries = deliveries;
    }

    /** A post, and what is told when it has arrived everywhere. */
    record PendingPost(Fact.StatusPosted fact, Promise<Void> completion) {}

    /** Some of the posts and the people they go to: page by page, each asked for with the cursor of the one before. */
    static final class PagedDelivery {
        private final long[] statusIds;
        private final LongFunction<Future<FollowerPage>> pages;
        private Future<FollowerPage> next;

        PagedDelivery(List<PendingPost> posts, LongFunction<Future<FollowerPage>> pages) {
            this.statusIds = posts.stream()
                    .mapToLong(post -> post.fact().id().value())
                    .sorted()
                    .toArray();
            this.pages = pages;
            this.next = pages.apply(0);
        }
    }

    /** What the next page of people gets; the page after it is read meanwhile. */
    Future<PushBatch> nextPush() {
        PagedDelivery leg = deliveries.element();
        return leg.next.map(page -> {
            if (page.isLast()) {
                deliveries.remove();
            } else {
                leg.next = leg.pages.apply(page.cursor());
            }
            return new PushBatch(leg.statusIds, page.accounts());
        });
    }

    boolean isDone() {
        return deliveries.isEmpty();
    }

    AccountId author() {
        return posts.get(0).fact().author();
    }

    List<PendingPost> posts() {
        return posts;
    }
}
