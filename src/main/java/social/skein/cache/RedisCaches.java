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
 * @param ttl how long something is kept at most; the least is a quarter less, drawn for each. Zero: nothing is
 */
public record RedisCaches(RedisClient redis, Vertx vertx, Duration ttl, MeterRegistry metrics) {

    /**
     * What is kept, and how it is written down.
     *
     * @param format of the bytes; what another version wrote in another format is not read
     * @param id an id that carries the shard of the owner
     * @param shouldCache whether it should be kept where all processes find it
     */
    public record RedisCacheSpec<K, V>(
            String name,
            byte format,
            ToLongFunction<K> id,
            Predicate<V> shouldCache,
            BiConsumer<BinaryWriter, V> encoder,
            Function<BinaryReader, V> decoder) {

        public byte[] encode(V value) {
            BinaryWriter packer = new BinaryWriter(format);
            encoder.accept(packer, value);
            return packer.toBytes();
        }

        /** What was written; nothing where another version wrote it. */
        public Optional<V> decode(byte[] bytes) {
            return bytes[0] == format ? Optional.of(decoder.apply(new BinaryReader(bytes))) : Optional.empty();
        }
    }

    /**
     * Look-ups that are kept.
     *
     * @param loader finds those of the keys that there are, in one look-up
     */
    public <K, V> RedisLoadingCache<K, V> bulkCache(
            RedisCacheSpec<K, V> spec, Function<Set<K>, Future<Map<K, V>>> loader) {
        return new RedisLoadingCache<>(spec, this, loader);
    }
}
