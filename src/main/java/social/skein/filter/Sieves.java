package social.skein.filter;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;

/** The sieves of those who read timelines, kept in memory: most have no holes at all. {@link FiltersChanged} forgets one. */
public final class Sieves {
    private static final Duration AGE = Duration.ofMinutes(1);

    private final Filters filters;
    private final Lookups<AccountId, Sieve> known;

    public Sieves(Filters filters, Memory memory) {
        this.filters = filters;
        this.known = memory.singly(new Memory.Keeping<>("filters", AGE, 5, Sieve::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return hints.keep(FiltersChanged.HINT, changed -> known.forget(changed.account()));
    }

    /** What a reader filters, whatever the statuses; nothing of anybody's without one. */
    public Future<Sieve> of(Optional<AccountId> reader) {
        return reader.map(somebody -> known.get(somebody).map(Optional::orElseThrow))
                .orElse(Future.succeededFuture(Sieve.open()));
    }

    private Future<Optional<Sieve>> load(AccountId reader) {
        return filters.of(reader).map(all -> Optional.of(Sieve.of(reader, all)));
    }
}
