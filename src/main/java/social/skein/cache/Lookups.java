package social.skein.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import social.skein.trace.Freshness;

/**
 * Look-ups of one kind, each made once for all who ask at the same time, and many in one. What was found is kept, and so is
 * that nothing was, until it is forgotten, has aged, or must make room. A look-up that fails is not kept. What is asked for in
 * the last tenth of its age is looked up again behind the answer, once, so that nobody waits for what many read.
 *
 * <p>Who changes something forgets it after the commit. A look-up that is under way then may have seen the old state: it is
 * told to those who wait for it, and is not kept. For the same reason everything is looked up in the primary: what a replica
 * that is a little behind said after the change would be kept.
 *
 * <p>A page of a timeline asks some sixty times. So age and hits are not left to Caffeine, which would read the clock, move a
 * timer and count for each of them.
 */
public final class Lookups<K, V> {
    /** What Caffeine itself and a small key take. */
    private static final int ENTRY_BYTES = 160;

    private final AsyncCache<K, Found<V>> known;
    private final Function<Set<K>, Future<Map<K, V>>> load;
    private final long age;
    private final LongSupplier clock;
    private final LayerCounts counts;
    private final Set<K> refreshing = ConcurrentHashMap.newKeySet();

    /** What a look-up found, if anything, and until when that holds, by a clock that counts nanoseconds. */
    private record Found<V>(Optional<V> value, long until) {
        boolean holds(long now) {
            return until - now > 0;
        }
    }

    Lookups(Memory.Keeping<V> keeping, long mostBytes, Function<Set<K>, Future<Map<K, V>>> load, Memory memory) {
        this.load = load;
        this.age = keeping.age().toNanos();
        this.clock = memory.clock();
        this.counts = new LayerCounts(keeping.name(), "process", memory.metrics());
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .<K, Found<V>>weigher((key, found) -> ENTRY_BYTES
                        + found.value
                                .map(there -> keeping.bytes().applyAsInt(there))
                                .orElse(0))
                // Making room takes less than waking up a thread for it.
                .executor(Runnable::run)
                .buildAsync();
        meter(keeping.name(), memory.metrics());
    }

    /** How long something is kept: differently long for each, so that what came together does not go together. */
    static long jittered(long age) {
        return age - ThreadLocalRandom.current().nextLong(Math.max(1, age / 4));
    }

    /** How long before its end something that is still asked for is looked up again. */
    static long early(long age) {
        return age / 10;
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> all(Collection<K> keys) {
        Map<K, V> found = new HashMap<>(keys.size() * 2);
        long now = clock.getAsLong();
        List<K> old = List.of();
        for (K key : keys) {
            Found<V> kept = kept(key, now);
            if (kept == null) {
                return missing(keys, now);
            }
            if (isOld(kept, now)) {
                old = old.isEmpty() ? new ArrayList<>() : old;
                old.add(key);
            }
            kept.value.ifPresent(value -> found.put(key, value));
        }
        counts.hits.add(keys.size());
        refresh(old, now);
        return Future.succeededFuture(found);
    }

    public Future<Optional<V>> get(K key) {
        long now = clock.getAsLong();
        Found<V> kept = kept(key, now);
        if (kept == null) {
            return missing(List.of(key), now).map(found -> Optional.ofNullable(found.get(key)));
        }
        counts.hits.increment();
        if (isOld(kept, now)) {
            refresh(List.of(key), now);
        }
        return Future.succeededFuture(kept.value);
    }

    private boolean isOld(Found<V> found, long now) {
        return found.until - now < early(age);
    }

    /** By the first who notices. It takes the place of what it was begun for and of nothing else, so a change is not undone. */
    private void refresh(List<K> old, long now) {
        Map<K, CompletableFuture<Found<V>>> before = new HashMap<>();
        for (K key : old) {
            if (refreshing.add(key)) {
                CompletableFuture<Found<V>> lookup = known.getIfPresent(key);
                Found<V> found = lookup == null ? null : kept(lookup, now);
                if (found != null && isOld(found, now)) {
                    before.put(key, lookup);
                } else {
                    refreshing.remove(key);
                }
            }
        }
        if (!before.isEmpty()) {
            counts.refreshes.add(before.size());
            look(before.keySet())
                    .whenComplete((found, failure) -> before.forEach((key, lookup) -> {
                        if (found != null) {
                            known.asMap().replace(key, lookup, CompletableFuture.completedFuture(found.get(key)));
                        }
                        refreshing.remove(key);
                    }));
        }
    }

    /** Nothing where it must be looked up, or is being. */
    private @Nullable Found<V> kept(K key, long now) {
        CompletableFuture<Found<V>> lookup = known.getIfPresent(key);
        return lookup == null ? null : kept(lookup, now);
    }

    private static <V> @Nullable Found<V> kept(CompletableFuture<Found<V>> lookup, long now) {
        Found<V> found = lookup.isCompletedExceptionally() ? null : lookup.getNow(null);
        return found != null && found.holds(now) ? found : null;
    }

    /** Has the key looked up again when somebody asks for it. */
    public void forget(K key) {
        known.synchronous().invalidate(key);
    }

    /** Has everything looked up again. */
    public void forgetAll() {
        known.synchronous().invalidateAll();
    }

    /** A look-up belongs to the event loop that began it; what follows here must run on this one's. */
    private Future<Map<K, V>> missing(Collection<K> keys, long now) {
        keys.forEach(key -> count(key, now));
        Context context = Vertx.currentContext();
        CompletableFuture<Map<K, Found<V>>> lookup = known.getAll(keys, (absent, executor) -> look(absent));
        Future<Map<K, Found<V>>> here =
                context == null ? Future.fromCompletionStage(lookup) : Future.fromCompletionStage(lookup, context);
        return here.map(Lookups::there).recover(Lookups::cause);
    }

    /** What has aged leaves, unless somebody was faster. */
    private void count(K key, long now) {
        if (kept(key, now) != null) {
            counts.hits.increment();
            return;
        }
        counts.misses.increment();
        CompletableFuture<Found<V>> lookup = known.getIfPresent(key);
        if (lookup != null && lookup.isDone()) {
            known.asMap().remove(key, lookup);
        }
    }

    private static <T> Future<T> cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return Future.failedFuture(failure instanceof CompletionException && cause != null ? cause : failure);
    }

    private CompletableFuture<Map<K, Found<V>>> look(Set<? extends K> absent) {
        Set<K> keys = Set.copyOf(absent);
        return Freshness.latest(() -> load.apply(keys))
                .map(found -> {
                    Map<K, Found<V>> all = new HashMap<>(keys.size() * 2);
                    long now = clock.getAsLong();
                    keys.forEach(
                            key -> all.put(key, new Found<>(Optional.ofNullable(found.get(key)), now + jittered(age))));
                    return all;
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static <K, V> Map<K, V> there(Map<K, Found<V>> all) {
        Map<K, V> there = new HashMap<>(all.size() * 2);
        all.forEach((key, found) -> found.value.ifPresent(value -> there.put(key, value)));
        return there;
    }

    private void meter(String name, MeterRegistry metrics) {
        Gauge.builder(
                        "skein.cache.bytes",
                        known,
                        cache -> cache.synchronous()
                                .policy()
                                .eviction()
                                .map(eviction -> eviction.weightedSize().orElse(0))
                                .orElse(0L))
                .description("About how much memory a cache of this process takes")
                .tag("cache", name)
                .register(metrics);
    }
}
