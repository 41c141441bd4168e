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
 * What all processes keep together of one kind, in Redis:
 *
 * <pre>
 * cache:{bucket}:KIND      text: the generation of what there is of this kind in the bucket. Made by whoever looks there first;
 *                         without it all of that is forgotten.
 * cache:{bucket}:KIND:id   text: a lease, a generation, and a value, as cache-lease.lua says. A value lives for its age, a lease
 *                         without one for seconds. Written by whoever looked for it in vain, under the lease that gave them.
 * </pre>
 *
 * A value that was read before a change cannot come back after it: whoever changes something takes the key away, and with it
 * the lease under which the old value was to be put there. Buckets go by the owner's shard, and carry Redis Cluster's hash tag.
 */
final class RedisLeases {
    private static final int BUCKETS = 16;

    /** A look-up in the database takes milliseconds; one that took so long has failed. */
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

    /** How a look ended: the order is that of the numbers in cache-lease.lua. */
    enum LeaseState {
        /** Not there, and somebody else is about to bring it. */
        PENDING,
        /** Not there, and ours to bring. */
        LEASED,
        FOUND,
        /** There, and ours to bring anew, since it will soon be gone. */
        REFRESH
    }

    /** What a look found; the value is empty where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record LeaseResult(LeaseState state, byte[] value) {}

    /** Sixteen bytes that nobody else has. */
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

    /** What all of the owner's own is forgotten by, and that of others in the bucket. */
    String ownerGenerationKey(long id) {
        return generationKey(bucket(id));
    }

    /** What everything is forgotten by. */
    List<String> generationKeys() {
        return IntStream.range(0, BUCKETS).mapToObj(this::generationKey).toList();
    }

    private String generationKey(int bucket) {
        return "cache:{" + bucket + "}:" + kind;
    }

    private static int bucket(long id) {
        return SnowflakeIds.shard(id) % BUCKETS;
    }

    /** Looks for these, in one round trip; what is not there may be brought under the lease. */
    Future<Map<Long, LeaseResult>> getOrLease(String lease, Collection<Long> ids) {
        List<List<Long>> buckets = groupByBucket(ids);
        return GET_OR_LEASE
                .run(
                        redis,
                        buckets.stream()
                                .map(bucket -> getOrLeaseCall(lease, bucket))
                                .toList())
                .map(answers -> {
                    Map<Long, LeaseResult> held = new HashMap<>(ids.size() * 2);
                    for (int i = 0; i < buckets.size(); i++) {
                        decode(buckets.get(i), answers.get(i), held);
                    }
                    return held;
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

    /** Brings values under a lease; those that were forgotten meanwhile are left out. */
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

    /** Takes keys away, and with each the lease that may lie there. */
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
