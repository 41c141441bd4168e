package social.skein.timeline;

import io.vertx.core.Future;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.feature.Platform;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationsChanged;

/**
 * Authors whose posts are pulled when a timeline is read instead of pushed to followers, and the cache of those posts.
 */
final class FanoutOnRead {
    private final PulledAuthors authors;
    private final PulledPosts posts;

    FanoutOnRead(Platform platform, Follows follows) {
        this.authors = new PulledAuthors(platform.db(), platform.hints());
        this.posts = new PulledPosts(platform.db(), authors, follows::followedAmong, platform.cacheBudget());
    }

    PulledAuthors authors() {
        return authors;
    }

    PulledPosts posts() {
        return posts;
    }

    Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        authors.subscribe(),
                        hints.subscribe(Fact.HINT, this::onFact),
                        hints.subscribe(RelationsChanged.HINT, hint -> posts.invalidateReader(hint.account())))
                .mapEmpty();
    }

    private void onFact(Fact fact) {
        if (fact instanceof Fact.StatusPosted || fact instanceof Fact.StatusDeleted) {
            posts.invalidateAuthor(fact.actor());
        } else if (fact instanceof Fact.FollowFact) {
            posts.invalidateReader(fact.actor());
        }
    }
}
