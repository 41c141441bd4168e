package social.skein.app;

import io.vertx.core.Future;
import social.skein.relationship.TiesChanged;
import social.skein.stream.StatusHint;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;

/** Authors with very many followers, and what this process keeps of their posts. */
final class PulledFeature {
    private final Wiring wiring;
    final PulledAuthors authors;
    final PulledPosts posts;

    PulledFeature(Wiring wiring) {
        this.wiring = wiring;
        this.authors = new PulledAuthors(wiring.db, wiring.hints);
        this.posts = new PulledPosts(wiring.db, authors, wiring.follows::followedAmong);
    }

    /** Hears of what changes. */
    Future<Void> listen() {
        return Future.all(
                        authors.listen(),
                        wiring.hints.listen(StatusHint.HINT, hint -> posts.changed(hint.author())),
                        wiring.hints.listen(TiesChanged.HINT, hint -> posts.tiesChanged(hint.account())))
                .mapEmpty();
    }
}
