package social.skein.cache;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Look-ups of one kind that one process makes for all: below the {@link Lookups} of each, and above the database. What Redis
 * does not have is looked up in one go and brought there behind the answer. Without Redis, for good or for a while, this is
 * the look-up in the database and nothing else.
 *
 * <p>Who changes something has it forgotten here first, and lets other processes know when that is done: else these would
 * find the old in Redis again. What is kept must come from the primary, as it does for {@link Lookups}.
 */
public final class SharedLookups<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLookups.class);

    private final SharedMemory.Keeping<K, V> keeping;
    private final boolean kept;
    private final Function<Set<K>, Future<Map<K, V>>> load;
    private final Leases leases;
    private final Recalls recalls;
    private final LayerCounts counts;
    private final LongAdder passed;

    SharedLookups(SharedMemory.Keeping<K, V> keeping, SharedMemory memory, Function<Set<K>, Future<Map<K, V>>> load) {
        this.keeping = keeping;
        this.kept = !memory.age().isZero();
        this.load = load;
        this.leases = new Leases(memory.redis(), keeping.name(), memory.age());
        this.recalls = new Recalls(memory.vertx(), leases);
        this.counts = new LayerCounts(keeping.name(), "redis", memory.metrics());
        this.passed = counts.outcome("passed");
    }

    /** What Redis said: what is there, what of that will soon be gone and is ours to refresh, what of the rest is ours to bring. */
    private record Looked<K, V>(Map<K, V> found, Set<K> old, Set<K> ours) {
        static <K, V> Looked<K, V> nothing() {
            return new Looked<>(new HashMap<>(), new HashSet<>(), new HashSet<>());
        }
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> all(Set<K> keys) {
        Map<Long, K> asked = asked(keys);
        passed.add(keys.size() - asked.size());
        if (asked.isEmpty()) {
            return load.apply(keys);
        }
        String lease = Leases.draw();
        return leases.look(lease, asked.keySet())
                .map(held -> looked(asked, held))
                .otherwise(away -> {
                    passed.add(asked.size());
                    return Looked.nothing();
                })
                .compose(looked -> completed(keys, lease, looked));
    }

    /** What may be looked for in Redis, by id. */
    private Map<Long, K> asked(Set<K> keys) {
        Map<Long, K> asked = new HashMap<>(keys.size() * 2);
        if (kept && leases.areReachable()) {
            for (K key : keys) {
                long id = keeping.id().applyAsLong(key);
                if (!recalls.concern(id)) {
                    asked.put(id, key);
                }
            }
        }
        return asked;
    }

    private Looked<K, V> looked(Map<Long, K> asked, Map<Long, Leases.Held> answer) {
        Looked<K, V> looked = Looked.nothing();
        answer.forEach((id, held) -> sort(Objects.requireNonNull(asked.get(id)), held, looked));
        counts.hits.add(looked.found.size());
        counts.misses.add(asked.size() - looked.found.size());
        return looked;
    }

    /** What another version wrote is neither read nor replaced: the two would do nothing else in a rolling upgrade. */
    private void sort(K key, Leases.Held held, Looked<K, V> looked) {
        switch (held.state()) {
            case OURS -> looked.ours.add(key);
            case FOUND, REFRESH ->
                keeping.read(held.value()).ifPresent(value -> {
                    looked.found.put(key, value);
                    if (held.state() == Leases.State.REFRESH) {
                        looked.old.add(key);
                    }
                });
            case MISSING -> {}
        }
    }

    private Future<Map<K, V>> completed(Set<K> keys, String lease, Looked<K, V> looked) {
        refresh(lease, looked.old);
        Set<K> missing = new HashSet<>(keys);
        missing.removeAll(looked.found.keySet());
        return missing.isEmpty()
                ? Future.succeededFuture(looked.found)
                : load.apply(missing).map(loaded -> {
                    bring(lease, looked.ours, loaded);
                    Map<K, V> all = new HashMap<>(loaded);
                    all.putAll(looked.found);
                    return all;
                });
    }

    /** Behind the answer. What is not there any more goes at once; should the look-up fail, it goes when its time is over. */
    private void refresh(String lease, Set<K> old) {
        if (!old.isEmpty()) {
            counts.refreshes.add(old.size());
            load.apply(old)
                    .onSuccess(loaded -> bring(lease, old, loaded))
                    .compose(loaded -> leases.remove(old.stream()
                            .filter(key -> !loaded.containsKey(key))
                            .map(this::key)
                            .toList()))
                    .onFailure(failure -> LOG.debug("{} was not refreshed: {}", keeping.name(), failure.toString()));
        }
    }

    private void bring(String lease, Set<K> ours, Map<K, V> loaded) {
        Map<Long, byte[]> values = new HashMap<>();
        loaded.forEach((key, value) -> {
            if (ours.contains(key) && keeping.worth().test(value)) {
                values.put(keeping.id().applyAsLong(key), keeping.write(value));
            }
        });
        leases.fill(lease, values)
                .onFailure(away -> LOG.debug("{} did not reach Redis: {}", keeping.name(), away.toString()));
    }

    private String key(K key) {
        return leases.key(keeping.id().applyAsLong(key));
    }

    /** Has the keys looked up again in the database by whoever asks for them. Succeeds when no process finds the old any more. */
    public Future<Void> forget(Collection<K> keys) {
        return recalls.of(keys.stream().map(this::key).toList());
    }

    /** The same of all that belongs to the owner of an id, whatever it is. */
    public Future<Void> forgetAround(long id) {
        return recalls.of(List.of(leases.around(id)));
    }
}
