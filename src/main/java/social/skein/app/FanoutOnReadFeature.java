package social.skein.app;

import io.vertx.core.Future;
import social.skein.cache.CacheBudget;
import social.skein.events.Fact;
import social.skein.relationship.RelationsChanged;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;

/** Authors with very many followers, and what this process keeps of their posts. */
final class FanoutOnReadFeature {
    private final Wiring wiring;
    final PulledAuthors authors;
    final PulledPosts posts;

    FanoutOnReadFeature(Wiring wiring, CacheBudget memory) {
        this.wiring = wiring;
        this.authors = new PulledAuthors(wiring.db, wiring.hints);
        this.posts = new PulledPosts(wiring.db, authors, wiring.follows::followedAmong, memory);
    }

    /** Hears of what changes. */
    Future<Void> listen() {
        return Future.all(
                        authors.subscribe(),
                        wiring.hints.subscribe(Fact.HINT, this::onFact),
                        wiring.hints.subscribe(RelationsChanged.HINT, hint -> posts.invalidateReader(hint.account())))
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
