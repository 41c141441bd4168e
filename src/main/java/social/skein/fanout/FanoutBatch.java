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

/** Posts of one author with the same audience, delivered together, one page of followers at a time. */
final class FanoutBatch {
    private final List<PendingPost> posts;
    private final Deque<PagedDelivery> deliveries;

    FanoutBatch(List<PendingPost> posts, Deque<PagedDelivery> deliveries) {
        this.posts = posts;
        this.deliveries = deliveries;
    }

    /** A post, and the promise to complete when it is in all timelines. */
    record PendingPost(Fact.StatusPosted fact, Promise<Void> completion) {}

    /** Posts and the pages of accounts they go to; each page is loaded with the cursor of the previous one. */
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

    /** The push for the next page of accounts. Starts loading the page after it. */
    Future<PushBatch> nextPush() {
        PagedDelivery delivery = deliveries.element();
        return delivery.next.map(page -> {
            if (page.isLast()) {
                deliveries.remove();
            } else {
                delivery.next = delivery.pages.apply(page.cursor());
            }
            return new PushBatch(delivery.statusIds, page.accounts());
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
