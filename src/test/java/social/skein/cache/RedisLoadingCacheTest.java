package social.skein.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.redis.RedisClient;
import social.skein.support.AvailableStores;
import social.skein.support.FaultProxy;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/**
 * Tests a cache of names that two processes share in a real Redis. Each test decides when a load from the database
 * completes.
 */
class RedisLoadingCacheTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofMinutes(4);
    private static final String KEY = "cache:{0}:names:1";

    private static Vertx vertx;
    private static String uri;
    private static Redis redis;

    private final CacheProcess one = new CacheProcess(client(uri, TIMEOUT), (byte) 1);
    private final CacheProcess other = new CacheProcess(client(uri, TIMEOUT), (byte) 1);

    @BeforeAll
    static void start() {
        AvailableStores.assumeRedis();
        vertx = Vertx.vertx();
        uri = TestStores.isolated().redisUri();
        redis = Redis.createClient(vertx, uri);
    }

    @AfterAll
    static void stop() {
        if (vertx != null) {
            Blocking.await(vertx.close(), TIMEOUT, "Closing");
        }
    }

    @BeforeEach
    void empty() {
        send(Command.FLUSHDB);
    }

    private static RedisClient client(String uri, Duration timeout) {
        return new RedisClient(vertx, Redis.createClient(vertx, uri), timeout, new SimpleMeterRegistry());
    }

    /** A process with its requests to the database and their pending responses. */
    private static final class CacheProcess {
        private final List<Set<Long>> requests = new ArrayList<>();
        private final List<Promise<Map<Long, String>>> responses = new ArrayList<>();
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final RedisLoadingCache<Long, String> names;

        CacheProcess(RedisClient client, byte format) {
            names = new RedisCaches(client, vertx, TTL, metrics)
                    .bulkCache(
                            new RedisCaches.RedisCacheSpec<>(
                                    "names",
                                    format,
                                    Long::longValue,
                                    name -> !name.startsWith("private"),
                                    BinaryWriter::writeString,
                                    BinaryReader::readString),
                            this::load);
        }

        private synchronized Future<Map<Long, String>> load(Set<Long> ids) {
            Promise<Map<Long, String>> response = Promise.promise();
            requests.add(ids);
            responses.add(response);
            return response.future();
        }

        synchronized List<Set<Long>> requests() {
            return List.copyOf(requests);
        }

        void awaitRequest(int number) {
            TestDeployment.eventually("the load has started", () -> requests().size() >= number);
        }

        /** Gets a name; a load from the database returns {@code stored}. */
        String get(long id, String stored) {
            int before = requests().size();
            Future<Map<Long, String>> found = names.getAll(Set.of(id));
            TestDeployment.eventually(
                    "it is cached or its load has started",
                    () -> found.isComplete() || requests().size() > before);
            if (requests().size() > before) {
                respond(before, Map.of(id, stored));
            }
            return Objects.requireNonNull(await(found).get(id));
        }

        void respond(int request, Map<Long, String> found) {
            responses.get(request).complete(found);
        }

        double count(String outcome) {
            return metrics.get("skein.cache.lookups")
                    .tags("layer", "redis", "outcome", outcome)
                    .functionCounter()
                    .count();
        }
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Waiting for the cache");
    }

    private static Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return await(redis.send(request));
    }

    /** Waits until the value that is stored in the background has arrived. */
    private static void awaitCached(String key) {
        TestDeployment.eventually(
                "it is cached", () -> send(Command.STRLEN, key).toInteger() > 32);
    }

    @Test
    void a_value_loaded_by_one_process_is_found_by_the_other() {
        assertThat(one.get(1, "alice")).isEqualTo("alice");
        awaitCached(KEY);

        assertThat(other.get(1, "never loaded")).isEqualTo("alice");
        assertThat(other.requests()).isEmpty();
        assertThat(other.count("hit")).isEqualTo(1);
        assertThat(one.count("miss")).isEqualTo(1);
    }

    @Test
    void missing_keys_are_loaded_together() {
        one.get(1, "alice");
        awaitCached(KEY);

        Future<Map<Long, String>> three = other.names.getAll(Set.of(1L, 2L, 3_000_000L));
        other.awaitRequest(1);
        other.respond(0, Map.of(2L, "bob"));

        assertThat(await(three)).isEqualTo(Map.of(1L, "alice", 2L, "bob"));
        assertThat(other.requests()).containsExactly(Set.of(2L, 3_000_000L));
    }

    @Test
    void a_value_read_before_a_change_is_not_cached_after_it() {
        Future<Map<Long, String>> slow = one.names.getAll(Set.of(1L));
        one.awaitRequest(1);
        await(other.names.invalidate(Set.of(1L)));
        one.respond(0, Map.of(1L, "before"));
        assertThat(await(slow)).containsEntry(1L, "before");

        assertThat(other.get(1, "after")).isEqualTo("after");
        awaitCached(KEY);
        assertThat(one.get(1, "never loaded")).isEqualTo("after");
    }

    @Test
    void a_value_read_before_a_change_does_not_replace_one_read_after_it() {
        Future<Map<Long, String>> slow = one.names.getAll(Set.of(1L));
        one.awaitRequest(1);
        await(other.names.invalidate(Set.of(1L)));
        assertThat(other.get(1, "after")).isEqualTo("after");
        awaitCached(KEY);

        one.respond(0, Map.of(1L, "before"));
        await(slow);

        assertThat(one.get(1, "never loaded")).isEqualTo("after");
    }

    @Test
    void of_two_concurrent_loads_the_first_lease_holder_stores_its_value() {
        Future<Map<Long, String>> first = one.names.getAll(Set.of(1L));
        one.awaitRequest(1);
        assertThat(other.get(1, "of the second")).isEqualTo("of the second");
        one.respond(0, Map.of(1L, "of the first"));
        await(first);
        awaitCached(KEY);

        assertThat(other.get(1, "never loaded")).isEqualTo("of the first");
    }

    @Test
    void a_writer_does_not_read_from_redis_until_the_removal_is_confirmed() {
        one.get(1, "before");
        awaitCached(KEY);

        Future<Void> removed = one.names.invalidate(Set.of(1L));
        String atOnce = one.get(1, "after");
        await(removed);

        assertThat(atOnce).isEqualTo("after");
        assertThat(one.get(1, "after, from the database")).isEqualTo("after, from the database");
    }

    @Test
    void all_entries_of_an_owner_are_invalidated_at_once() {
        long shard = 1L << 10;
        one.get(7 * shard, "hers");
        one.get(7 * shard + 1, "hers too");
        one.get(8 * shard, "his");
        awaitCached("cache:{8}:names:" + 8 * shard);

        await(one.names.invalidateOwner(7 * shard));

        assertThat(other.get(7 * shard, "new")).isEqualTo("new");
        assertThat(other.get(7 * shard + 1, "new")).isEqualTo("new");
        assertThat(other.get(8 * shard, "never loaded")).isEqualTo("his");
    }

    @Test
    void entries_of_another_version_are_neither_read_nor_replaced() {
        CacheProcess newer = new CacheProcess(client(uri, TIMEOUT), (byte) 2);
        one.get(1, "old format");
        awaitCached(KEY);

        assertThat(newer.get(1, "from the database")).isEqualTo("from the database");
        assertThat(other.get(1, "never loaded")).isEqualTo("old format");
        await(newer.names.invalidate(Set.of(1L)));
        assertThat(other.get(1, "changed")).isEqualTo("changed");
    }

    @Test
    void values_that_may_not_be_shared_are_not_stored_in_redis() {
        one.get(1, "private");
        one.get(2, "public");
        awaitCached("cache:{0}:names:2");

        assertThat(send(Command.STRLEN, KEY).toInteger()).isEqualTo(32);
    }

    @Test
    void entries_loaded_together_expire_one_by_one_in_the_last_quarter_of_the_ttl() {
        Set<Long> hundred = LongStream.range(0, 100).boxed().collect(Collectors.toSet());
        Future<Map<Long, String>> all = one.names.getAll(hundred);
        one.awaitRequest(1);
        one.respond(0, hundred.stream().collect(Collectors.toMap(id -> id, id -> "name " + id)));
        await(all);
        awaitCached("cache:{0}:names:99");

        List<Long> remaining = hundred.stream()
                .map(id -> send(Command.PTTL, "cache:{0}:names:" + id).toLong())
                .toList();
        long ttl = TTL.toMillis();
        assertThat(remaining).allMatch(millis -> millis > ttl * 3 / 4 - TIMEOUT.toMillis() && millis <= ttl);
        assertThat(Set.copyOf(remaining)).hasSizeGreaterThan(80);
    }

    @Test
    void an_entry_about_to_expire_is_reloaded_by_one_process_in_the_background() {
        one.get(1, "alice");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);

        for (int i = 0; i < 10; i++) {
            assertThat(await(one.names.getAll(Set.of(1L)))).containsEntry(1L, "alice");
            assertThat(await(other.names.getAll(Set.of(1L)))).containsEntry(1L, "alice");
        }
        assertThat(one.requests()).hasSize(2);
        assertThat(other.requests()).isEmpty();
        one.respond(1, Map.of(1L, "alice, later"));

        TestDeployment.eventually(
                "it is refreshed", () -> send(Command.PTTL, KEY).toLong() > TTL.toMillis() / 2);
        assertThat(other.get(1, "never loaded")).isEqualTo("alice, later");
    }

    @Test
    void an_entry_without_a_value_on_refresh_is_removed_for_all() {
        one.get(1, "alice");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);
        await(one.names.getAll(Set.of(1L)));

        one.respond(1, Map.of());

        TestDeployment.eventually(
                "it is removed", () -> send(Command.EXISTS, KEY).toInteger() == 0);
    }

    @Test
    void a_refresh_does_not_undo_an_invalidation() {
        one.get(1, "before");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);
        await(one.names.getAll(Set.of(1L)));
        await(other.names.invalidate(Set.of(1L)));

        one.respond(1, Map.of(1L, "before"));

        assertThat(other.get(1, "after")).isEqualTo("after");
    }

    @Test
    void without_redis_every_request_is_loaded_from_the_database() {
        CacheProcess alone = new CacheProcess(RedisClient.disabled(), (byte) 1);

        assertThat(alone.get(1, "alice")).isEqualTo("alice");
        assertThat(await(alone.names.invalidate(Set.of(1L)))).isNull();
        assertThat(alone.get(1, "bob")).isEqualTo("bob");
        assertThat(alone.count("bypassed")).isEqualTo(2);
    }

    @Test
    void a_process_that_cannot_remove_a_key_does_not_read_it_from_redis() {
        try (FaultProxy proxy = FaultProxy.to(uri)) {
            CacheProcess disconnected = new CacheProcess(client(proxy.uri(), TIMEOUT), (byte) 1);
            assertThat(disconnected.get(1, "before")).isEqualTo("before");
            awaitCached(KEY);
            proxy.takeDown();

            await(disconnected.names.invalidate(Set.of(1L)));

            assertThat(disconnected.get(1, "after")).isEqualTo("after");
            assertThat(disconnected.count("miss")).as("requests to Redis").isEqualTo(1);
        }
    }

    @Test
    void once_redis_is_back_pending_invalidations_apply_to_all() {
        CacheProcess shortTimeout = new CacheProcess(client(uri, Duration.ofMillis(500)), (byte) 1);
        assertThat(shortTimeout.get(1, "before")).isEqualTo("before");
        awaitCached(KEY);
        send(Command.CLIENT, "PAUSE", 1_500);

        await(shortTimeout.names.invalidate(Set.of(1L)));
        assertThat(shortTimeout.get(1, "after")).isEqualTo("after");
        assertThat(shortTimeout.count("bypassed")).isEqualTo(1);

        TestDeployment.eventually("it reads from Redis again", () -> {
            shortTimeout.get(1, "after the break");
            return shortTimeout.count("miss") > 1;
        });
        awaitCached(KEY);
        assertThat(other.get(1, "never loaded")).isEqualTo("after the break");
    }
}
