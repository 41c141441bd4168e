package social.skein.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * The memory a process has for what it keeps of the database. Each kind of look-up has a share of it.
 *
 * @param bytes about how many, all shares together
 * @param clock tells in nanoseconds how time goes by, from whenever on
 */
public record Memory(long bytes, MeterRegistry metrics, LongSupplier clock) {

    public Memory(long bytes, MeterRegistry metrics) {
        this(bytes, metrics, System::nanoTime);
    }

    /**
     * What is kept, and for how long.
     *
     * @param age the most; the least is a quarter less, drawn for each, so that what came together does not go together
     * @param percent the share of the memory
     * @param bytes about how much of it one takes
     */
    public record Keeping<V>(String name, Duration age, int percent, ToIntFunction<V> bytes) {}

    /**
     * Look-ups that are kept.
     *
     * @param load finds those of the keys that there are, in one look-up
     */
    public <K, V> Lookups<K, V> lookups(Keeping<V> keeping, Function<Set<K>, Future<Map<K, V>>> load) {
        return new Lookups<>(keeping, bytes / 100 * keeping.percent, load, this);
    }

    /**
     * Look-ups of what is hardly ever asked for together.
     *
     * @param load finds one, where there is one
     */
    public <K, V> Lookups<K, V> singly(Keeping<V> keeping, Function<K, Future<Optional<V>>> load) {
        return lookups(keeping, keys -> {
            Map<K, V> found = new ConcurrentHashMap<>();
            return Future.all(keys.stream()
                            .map(key -> load.apply(key).onSuccess(one -> one.ifPresent(there -> found.put(key, there))))
                            .toList())
                    .map(found);
        });
    }
}
