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
 * The caches of the database that all processes share in Redis, if Redis is configured.
 *
 * @param ttl the longest lifetime of an entry; each gets a random one of at least three quarters of it. Zero disables
 *     the caches
 */
public record RedisCaches(RedisClient redis, Vertx vertx, Duration ttl, MeterRegistry metrics) {

    /**
     * The properties of one cache.
     *
     * @param format the version of the encoding; entries of other formats are not read
     * @param id an id that contains the shard of the owner
     * @param shouldCache whether a value may be stored in Redis
     */
    public record RedisCacheSpec<K, V>(
            String name,
            byte format,
            ToLongFunction<K> id,
            Predicate<V> shouldCache,
            BiConsumer<BinaryWriter, V> encoder,
            Function<BinaryReader, V> decoder) {

        public byte[] encode(V value) {
            BinaryWriter writer = new BinaryWriter(format);
            encoder.accept(writer, value);
            return writer.toBytes();
        }

        /** The value; empty if the bytes have another format. */
        public Optional<V> decode(byte[] bytes) {
            return bytes[0] == format ? Optional.of(decoder.apply(new BinaryReader(bytes))) : Optional.empty();
        }
    }

    /**
     * A cache that loads several keys at once.
     *
     * @param loader finds the existing values among the keys, in one query
     */
    public <K, V> RedisLoadingCache<K, V> bulkCache(
            RedisCacheSpec<K, V> spec, Function<Set<K>, Future<Map<K, V>>> loader) {
        return new RedisLoadingCache<>(spec, this, loader);
    }
}
