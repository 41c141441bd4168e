package social.skein.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.relationship.FollowerPage;
import social.skein.timeline.Parcel;

/** Posts of one author that the same followers hear of, on their way to all of them, a page of people at a time. */
final class Round {
    private final List<Post> posts;
    private final Deque<Leg> legs;

    Round(List<Post> posts, Deque<Leg> legs) {
        this.posts = posts;
        this.legs = legs;
    }

    /** A post, and what is told when it has arrived everywhere. */
    record Post(Fact.StatusPosted fact, Promise<Void> spread) {}

    /** Some of the posts and the people they go to: page by page, each asked for with the cursor of the one before. */
    static final class Leg {
        private final long[] statuses;
        private final LongFunction<Future<FollowerPage>> pages;
        private Future<FollowerPage> next;

        Leg(List<Post> posts, LongFunction<Future<FollowerPage>> pages) {
            this.statuses = posts.stream()
                    .mapToLong(post -> post.fact().id().value())
                    .sorted()
                    .toArray();
            this.pages = pages;
            this.next = pages.apply(0);
        }
    }

    /** What the next page of people gets; the page after it is read meanwhile. */
    Future<Parcel> parcel() {
        Leg leg = legs.element();
        return leg.next.map(page -> {
            if (page.last()) {
                legs.remove();
            } else {
                leg.next = leg.pages.apply(page.cursor());
            }
            return new Parcel(leg.statuses, page.accounts());
        });
    }

    boolean isOver() {
        return legs.isEmpty();
    }

    AccountId author() {
        return posts.get(0).fact().author();
    }

    List<Post> posts() {
        return posts;
    }
}
