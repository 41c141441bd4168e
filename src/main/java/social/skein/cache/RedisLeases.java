package social.skein.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import social.skein.model.SnowflakeIds;
import social.skein.redis.LuaScript;
import social.skein.redis.RedisClient;

/**
 * The entries of one kind that all processes share in Redis:
 *
 * <pre>
 * cache:{bucket}:KIND      text: the generation of this kind's entries in the bucket. Created by the first reader; removing it
 *                         invalidates all of them.
 * cache:{bucket}:KIND:id   text: a lease, a generation and a value, see cache-lease.lua. A value lives for its TTL, a lease
 *                         without a value for seconds. Written by a reader that found no value, under its lease.
 * </pre>
 *
 * A value that was read before a change cannot be stored after it: the writer removes the key, and with it the lease under
 * which the old value was to be stored. The bucket follows from the owner's shard and is the hash tag for Redis Cluster.
 */
final class RedisLeases {
    private static final int BUCKETS = 16;

    /** A load takes milliseconds; one that takes longer than this has failed. */
    private static final Duration LEASE_TTL = Duration.ofSeconds(5);

    private static final LuaScript GET_OR_LEASE = LuaScript.load("cache-lease.lua");
    private static final LuaScript FILL = LuaScript.load("cache-fill.lua");

    private final RedisClient redis;
    private final String kind;
    private final Duration ttl;

    RedisLeases(RedisClient redis, String kind, Duration ttl) {
        this.redis = redis;
        this.kind = kind;
        this.ttl = ttl;
    }

    /** The state of a key; the order is that of the numbers in cache-lease.lua. */
    enum LeaseState {
        /** No value, and another caller holds the lease. */
        PENDING,
        /** No value; this caller holds the lease and may store one. */
        LEASED,
        FOUND,
        /** A value that expires soon; this caller holds the lease and should replace it. */
        REFRESH
    }

    /** The state of a key and its value, empty if there is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record LeaseResult(LeaseState state, byte[] value) {}

    /** A random text of 16 bytes. */
    static String newLease() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    boolean isReachable() {
        return redis.isAvailable();
    }

    boolean isDisabled() {
        return redis.isDisabled();
    }

    String key(long id) {
        return generationKey(bucket(id)) + ":" + id;
    }

    /** The key whose removal invalidates all entries in the owner's bucket. */
    String ownerGenerationKey(long id) {
        return generationKey(bucket(id));
    }

    /** The keys whose removal invalidates all entries of this kind. */
    List<String> generationKeys() {
        return IntStream.range(0, BUCKETS).mapToObj(this::generationKey).toList();
    }

    private String generationKey(int bucket) {
        return "cache:{" + bucket + "}:" + kind;
    }

    private static int bucket(long id) {
        return SnowflakeIds.shard(id) % BUCKETS;
    }

    /** Reads entries in one round trip and takes the lease of missing ones. */
    Future<Map<Long, LeaseResult>> getOrLease(String lease, Collection<Long> ids) {
        List<List<Long>> buckets = groupByBucket(ids);
        return GET_OR_LEASE
                .run(
                        redis,
                        buckets.stream()
                                .map(bucket -> getOrLeaseCall(lease, bucket))
                                .toList())
                .map(responses -> {
                    Map<Long, LeaseResult> results = new HashMap<>(ids.size() * 2);
                    for (int i = 0; i < buckets.size(); i++) {
                        decode(buckets.get(i), responses.get(i), results);
                    }
                    return results;
                });
    }

    private LuaScript.ScriptCall getOrLeaseCall(String lease, List<Long> bucket) {
        List<byte[]> keys = new ArrayList<>(bucket.size() + 1);
        keys.add(bytes(ownerGenerationKey(bucket.get(0))));
        bucket.forEach(id -> keys.add(bytes(key(id))));
        return new LuaScript.ScriptCall(
                keys,
                List.of(
                        bytes(lease),
                        bytes(LEASE_TTL.toMillis()),
                        bytes(LocalLoadingCache.refreshAhead(ttl.toMillis()))));
    }

    private static void decode(List<Long> bucket, Response response, Map<Long, LeaseResult> results) {
        for (int i = 0; i < bucket.size(); i++) {
            LeaseState state = LeaseState.values()[response.get(2 * i).toInteger()];
            results.put(
                    bucket.get(i),
                    new LeaseResult(state, response.get(2 * i + 1).toBytes()));
        }
    }

    /** Stores values under a lease; skips those that were invalidated since. */
    Future<Void> fill(String lease, Map<Long, byte[]> values) {
        return FILL.run(
                        redis,
                        groupByBucket(values.keySet()).stream()
                                .map(bucket -> fillCall(lease, bucket, values))
                                .toList())
                .mapEmpty();
    }

    private LuaScript.ScriptCall fillCall(String lease, List<Long> bucket, Map<Long, byte[]> values) {
        List<byte[]> keys = new ArrayList<>(bucket.size());
        List<byte[]> arguments = new ArrayList<>(2 * bucket.size() + 1);
        arguments.add(bytes(lease));
        for (long id : bucket) {
            keys.add(bytes(key(id)));
            arguments.add(values.getOrDefault(id, new byte[0]));
            arguments.add(bytes(LocalLoadingCache.withJitter(ttl.toMillis())));
        }
        return new LuaScript.ScriptCall(keys, arguments);
    }

    /** Removes keys, and with each its lease. */
    Future<Void> remove(Collection<String> keys) {
        return redis.batch(keys.stream()
                        .map(key -> Request.cmd(Command.UNLINK).arg(key))
                        .toList())
                .mapEmpty();
    }

    private static List<List<Long>> groupByBucket(Collection<Long> ids) {
        return List.copyOf(
                ids.stream().collect(Collectors.groupingBy(RedisLeases::bucket)).values());
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
