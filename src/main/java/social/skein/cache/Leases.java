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
import social.skein.model.Ids;
import social.skein.redis.RedisClient;
import social.skein.redis.Script;

/**
 * What all processes keep together of one kind, in Redis:
 *
 * <pre>
 * kept:{bucket}:KIND      text: the generation of what there is of this kind in the bucket. Made by whoever looks there first;
 *                         without it all of that is forgotten.
 * kept:{bucket}:KIND:id   text: a lease, a generation, and a value, as lease.lua says. A value lives for its age, a lease
 *                         without one for seconds. Written by whoever looked for it in vain, under the lease that gave them.
 * </pre>
 *
 * A value that was read before a change cannot come back after it: whoever changes something takes the key away, and with it
 * the lease under which the old value was to be put there. Buckets go by the owner's shard, and carry Redis Cluster's hash tag.
 */
final class Leases {
    private static final int BUCKETS = 16;

    /** A look-up in the database takes milliseconds; one that took so long has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Script LEASE = Script.load("lease.lua");
    private static final Script FILL = Script.load("fill.lua");

    private final RedisClient redis;
    private final String kind;
    private final Duration age;

    Leases(RedisClient redis, String kind, Duration age) {
        this.redis = redis;
        this.kind = kind;
        this.age = age;
    }

    /** How a look ended: the order is that of the numbers in lease.lua. */
    enum State {
        /** Not there, and somebody else is about to bring it. */
        MISSING,
        /** Not there, and ours to bring. */
        OURS,
        FOUND,
        /** There, and ours to bring anew, since it will soon be gone. */
        REFRESH
    }

    /** What a look found; the value is empty where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Held(State state, byte[] value) {}

    /** Sixteen bytes that nobody else has. */
    static String draw() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    boolean areReachable() {
        return redis.isReachable();
    }

    boolean areNone() {
        return redis.isNone();
    }

    String key(long id) {
        return generation(bucket(id)) + ":" + id;
    }

    /** What all of the owner's own is forgotten by, and that of others in the bucket. */
    String around(long id) {
        return generation(bucket(id));
    }

    /** What everything is forgotten by. */
    List<String> generations() {
        return IntStream.range(0, BUCKETS).mapToObj(this::generation).toList();
    }

    private String generation(int bucket) {
        return "kept:{" + bucket + "}:" + kind;
    }

    private static int bucket(long id) {
        return Ids.shard(id) % BUCKETS;
    }

    /** Looks for these, in one round trip; what is not there may be brought under the lease. */
    Future<Map<Long, Held>> look(String lease, Collection<Long> ids) {
        List<List<Long>> buckets = buckets(ids);
        return LEASE.run(
                        redis,
                        buckets.stream().map(bucket -> looking(lease, bucket)).toList())
                .map(answers -> {
                    Map<Long, Held> held = new HashMap<>(ids.size() * 2);
                    for (int i = 0; i < buckets.size(); i++) {
                        read(buckets.get(i), answers.get(i), held);
                    }
                    return held;
                });
    }

    private Script.Call looking(String lease, List<Long> bucket) {
        List<byte[]> keys = new ArrayList<>(bucket.size() + 1);
        keys.add(bytes(around(bucket.get(0))));
        bucket.forEach(id -> keys.add(bytes(key(id))));
        return new Script.Call(
                keys, List.of(bytes(lease), bytes(PATIENCE.toMillis()), bytes(Lookups.early(age.toMillis()))));
    }

    private static void read(List<Long> bucket, Response answer, Map<Long, Held> held) {
        for (int i = 0; i < bucket.size(); i++) {
            State state = State.values()[answer.get(2 * i).toInteger()];
            held.put(bucket.get(i), new Held(state, answer.get(2 * i + 1).toBytes()));
        }
    }

    /** Brings values under a lease; those that were forgotten meanwhile are left out. */
    Future<Void> fill(String lease, Map<Long, byte[]> values) {
        return FILL.run(
                        redis,
                        buckets(values.keySet()).stream()
                                .map(bucket -> filling(lease, bucket, values))
                                .toList())
                .mapEmpty();
    }

    private Script.Call filling(String lease, List<Long> bucket, Map<Long, byte[]> values) {
        List<byte[]> keys = new ArrayList<>(bucket.size());
        List<byte[]> arguments = new ArrayList<>(2 * bucket.size() + 1);
        arguments.add(bytes(lease));
        for (long id : bucket) {
            keys.add(bytes(key(id)));
            arguments.add(values.getOrDefault(id, new byte[0]));
            arguments.add(bytes(Lookups.jittered(age.toMillis())));
        }
        return new Script.Call(keys, arguments);
    }

    /** Takes keys away, and with each the lease that may lie there. */
    Future<Void> remove(Collection<String> keys) {
        return redis.batch(keys.stream()
                        .map(key -> Request.cmd(Command.UNLINK).arg(key))
                        .toList())
                .mapEmpty();
    }

    private static List<List<Long>> buckets(Collection<Long> ids) {
        return List.copyOf(
                ids.stream().collect(Collectors.groupingBy(Leases::bucket)).values());
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
