package social.skein.app;

import io.vertx.core.Future;
import social.skein.cache.Memory;
import social.skein.events.Fact;
import social.skein.relationship.TiesChanged;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;

/** Authors with very many followers, and what this process keeps of their posts. */
final class PulledFeature {
    private final Wiring wiring;
    final PulledAuthors authors;
    final PulledPosts posts;

    PulledFeature(Wiring wiring, Memory memory) {
        this.wiring = wiring;
        this.authors = new PulledAuthors(wiring.db, wiring.hints);
        this.posts = new PulledPosts(wiring.db, authors, wiring.follows::followedAmong, memory);
    }

    /** Hears of what changes. */
    Future<Void> listen() {
        return Future.all(
                        authors.listen(),
                        wiring.hints.keep(Fact.HINT, this::heard),
                        wiring.hints.keep(TiesChanged.HINT, hint -> posts.tiesChanged(hint.account())))
                .mapEmpty();
    }

    private void heard(Fact fact) {
        if (fact instanceof Fact.StatusPosted || fact instanceof Fact.StatusDeleted) {
            posts.changed(fact.actor());
        } else if (fact instanceof Fact.OfFollows) {
            posts.tiesChanged(fact.actor());
        }
    }
}
