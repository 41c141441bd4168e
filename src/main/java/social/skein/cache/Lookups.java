package social.skein.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.trace.Freshness;

/**
 * Look-ups of one kind, each made once for all who ask at the same time, and many in one. What was found is kept, and so is
 * that nothing was, until it is forgotten, has aged, or must make room. A look-up that fails is not kept.
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
    private final Duration age;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** What a look-up found, if anything, and until when that holds, as {@link System#nanoTime} tells it. */
    private record Found<V>(Optional<V> value, long until) {
        boolean holds(long now) {
            return until - now > 0;
        }
    }

    Lookups(
            Memory.Keeping<V> keeping,
            long mostBytes,
            Function<Set<K>, Future<Map<K, V>>> load,
            MeterRegistry metrics) {
        this.load = load;
        this.age = keeping.age();
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .<K, Found<V>>weigher((key, found) -> ENTRY_BYTES
                        + found.value
                                .map(there -> keeping.bytes().applyAsInt(there))
                                .orElse(0))
                // Making room takes less than waking up a thread for it.
                .executor(Runnable::run)
                .buildAsync();
        meter(keeping.name(), metrics);
    }

    /** Differently long for each, so that what came together does not go together. */
    private long until() {
        long most = age.toNanos();
        return System.nanoTime() + most - ThreadLocalRandom.current().nextLong(most / 4);
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> all(Collection<K> keys) {
        Map<K, V> found = new HashMap<>(keys.size() * 2);
        long now = System.nanoTime();
        for (K key : keys) {
            Found<V> kept = kept(key, now);
            if (kept == null) {
                return missing(keys, now);
            }
            kept.value.ifPresent(value -> found.put(key, value));
        }
        hits.add(keys.size());
        return Future.succeededFuture(found);
    }

    public Future<Optional<V>> get(K key) {
        long now = System.nanoTime();
        Found<V> kept = kept(key, now);
        if (kept == null) {
            return missing(List.of(key), now).map(found -> Optional.ofNullable(found.get(key)));
        }
        hits.increment();
        return Future.succeededFuture(kept.value);
    }

    /** Nothing where it must be looked up, or is being. */
    private @Nullable Found<V> kept(K key, long now) {
        CompletableFuture<Found<V>> lookup = known.getIfPresent(key);
        Found<V> found = lookup == null || lookup.isCompletedExceptionally() ? null : lookup.getNow(null);
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
            hits.increment();
            return;
        }
        misses.increment();
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
                    keys.forEach(key -> all.put(key, new Found<>(Optional.ofNullable(found.get(key)), until())));
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
        counter(name, "hit", metrics, hits);
        counter(name, "miss", metrics, misses);
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

    private void counter(String name, String outcome, MeterRegistry metrics, LongAdder count) {
        FunctionCounter.builder("skein.cache.lookups", count, LongAdder::sum)
                .description("Look-ups in the caches of this process: found there (hit) or not (miss)")
                .tags("cache", name, "outcome", outcome)
                .register(metrics);
    }
}
