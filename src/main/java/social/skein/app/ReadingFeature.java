package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.account.AccountCards;
import social.skein.account.SharedAccounts;
import social.skein.audience.Standpoints;
import social.skein.cache.Memory;
import social.skein.cache.SharedMemory;
import social.skein.cluster.Hints;
import social.skein.filter.Sieves;
import social.skein.status.DeedBooks;
import social.skein.status.SharedStatuses;
import social.skein.status.StatusBodies;
import social.skein.status.StatusCards;
import social.skein.status.StatusPages;
import social.skein.status.Stemmer;
import social.skein.stream.StatusHint;
import social.skein.timeline.KnownSkeletons;
import social.skein.timeline.RuledPages;
import social.skein.trace.Invariants;

/** What a process keeps in memory for those who read and write, and the pages that are made of it. */
final class ReadingFeature {
    final Standpoints standpoints;
    final RuledPages pages;
    final StatusPages shown;
    final Stemmer stemmer;
    final KnownSkeletons skeletons = new KnownSkeletons();
    final AccountCards people;
    private final StatusCards statuses;
    private final DeedBooks deeds;
    private final Sieves sieves;
    private final Hints hints;

    /** @param shared what of it all processes keep together, and for how long */
    ReadingFeature(Backends backends, Wiring wiring, Memory memory, Duration shared) {
        StatusBodies bodies = new StatusBodies(wiring.origin, wiring.people);
        SharedMemory redis = new SharedMemory(backends.redis(), backends.vertx(), shared, backends.metrics());
        Invariants invariants = new Invariants(backends.metrics());
        this.hints = wiring.hints;
        this.people = new AccountCards(new SharedAccounts(wiring.accounts, redis, hints), wiring.people, memory);
        this.statuses = new StatusCards(backends.vertx(), shared(wiring, redis), people, bodies, memory, invariants);
        this.standpoints = new Standpoints(wiring.follows, wiring.relations, wiring.audience, memory);
        this.deeds = new DeedBooks(wiring.db.reading(), memory);
        this.sieves = new Sieves(wiring.filters, memory);
        this.shown = new StatusPages(statuses, people, deeds, sieves, bodies, wiring.db.reading());
        this.pages = new RuledPages(statuses, shown, invariants);
        this.stemmer = new Stemmer(wiring.db, memory);
    }

    /** Fan-out tells of what is gone as often as it must: what a process that died did not take out of Redis goes then. */
    private static SharedStatuses shared(Wiring wiring, SharedMemory redis) {
        SharedStatuses shared = new SharedStatuses(wiring.statuses, wiring.db.reading(), redis, wiring.hints);
        wiring.hints.first(
                StatusHint.HINT,
                hint -> hint.change() == StatusHint.Change.POSTED
                        ? Future.succeededFuture()
                        : shared.forget(hint.status()));
        return shared;
    }

    /** Begins to hear of what makes stale what is kept. */
    Future<Void> listen() {
        return Future.all(List.of(
                        people.listen(hints),
                        statuses.listen(hints),
                        standpoints.listen(hints),
                        deeds.listen(hints),
                        sieves.listen(hints),
                        skeletons.listen(hints)))
                .mapEmpty();
    }
}
