package social.skein.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import social.skein.redis.RedisClient;

/**
 * The memory that all processes have together for what they keep of the database: Redis, where there is one.
 *
 * @param age how long something is kept at most; the least is a quarter less, drawn for each. Zero: nothing is
 */
public record SharedMemory(RedisClient redis, Vertx vertx, Duration age, MeterRegistry metrics) {

    /**
     * What is kept, and how it is written down.
     *
     * @param format of the bytes; what another version wrote in another format is not read
     * @param id an id that carries the shard of the owner
     * @param worth whether it should be kept where all processes find it
     */
    public record Keeping<K, V>(
            String name,
            byte format,
            ToLongFunction<K> id,
            Predicate<V> worth,
            BiConsumer<Packer, V> pack,
            Function<Unpacker, V> unpack) {

        public byte[] write(V value) {
            Packer packer = new Packer(format);
            pack.accept(packer, value);
            return packer.bytes();
        }

        /** What was written; nothing where another version wrote it. */
        public Optional<V> read(byte[] bytes) {
            return bytes[0] == format ? Optional.of(unpack.apply(new Unpacker(bytes))) : Optional.empty();
        }
    }

    /**
     * Look-ups that are kept.
     *
     * @param load finds those of the keys that there are, in one look-up
     */
    public <K, V> SharedLookups<K, V> lookups(Keeping<K, V> keeping, Function<Set<K>, Future<Map<K, V>>> load) {
        return new SharedLookups<>(keeping, this, load);
    }
}
