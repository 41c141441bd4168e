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

/** Names that two processes keep together in a real Redis, and a database that answers when the test says so. */
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

    /** A process, with what it asked the database and what that has yet to answer. */
    private static final class CacheProcess {
        private final List<Set<Long>> asked = new ArrayList<>();
        private final List<Promise<Map<Long, String>>> answers = new ArrayList<>();
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
                            this::look);
        }

        private synchronized Future<Map<Long, String>> look(Set<Long> ids) {
            Promise<Map<Long, String>> answer = Promise.promise();
            asked.add(ids);
            answers.add(answer);
            return answer.future();
        }

        synchronized List<Set<Long>> asked() {
            return List.copyOf(asked);
        }

        void awaitQuestion(int number) {
            TestDeployment.eventually("the database is asked", () -> asked().size() >= number);
        }

        /** Asks for a name, of which the database knows this. */
        String get(long id, String known) {
            int before = asked().size();
            Future<Map<Long, String>> found = names.getAll(Set.of(id));
            TestDeployment.eventually("it is found or asked for", () -> found.isComplete() || asked().size() > before);
            if (asked().size() > before) {
                answer(before, Map.of(id, known));
            }
            return Objects.requireNonNull(await(found).get(id));
        }

        void answer(int question, Map<Long, String> found) {
            answers.get(question).complete(found);
        }

        double count(String outcome) {
            return metrics.get("skein.cache.lookups")
                    .tags("layer", "redis", "outcome", outcome)
                    .functionCounter()
                    .count();
        }
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Waiting");
    }

    private static Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return await(redis.send(request));
    }

    /** Until what was brought behind an answer has arrived. */
    private static void awaitCached(String key) {
        TestDeployment.eventually("it is kept", () -> send(Command.STRLEN, key).toInteger() > 32);
    }

    @Test
    void what_one_has_looked_up_the_other_finds() {
        assertThat(one.get(1, "alice")).isEqualTo("alice");
        awaitCached(KEY);

        assertThat(other.get(1, "somebody else")).isEqualTo("alice");
        assertThat(other.asked()).isEmpty();
        assertThat(other.count("hit")).isEqualTo(1);
        assertThat(one.count("miss")).isEqualTo(1);
    }

    @Test
    void what_is_missing_of_many_is_looked_up_together() {
        one.get(1, "alice");
        awaitCached(KEY);

        Future<Map<Long, String>> three = other.names.getAll(Set.of(1L, 2L, 3_000_000L));
        other.awaitQuestion(1);
        other.answer(0, Map.of(2L, "bob"));

        assertThat(await(three)).isEqualTo(Map.of(1L, "alice", 2L, "bob"));
        assertThat(other.asked()).containsExactly(Set.of(2L, 3_000_000L));
    }

    @Test
    void what_was_read_before_a_change_is_not_kept_after_it() {
        Future<Map<Long, String>> slow = one.names.getAll(Set.of(1L));
        one.awaitQuestion(1);
        await(other.names.invalidate(Set.of(1L)));
        one.answer(0, Map.of(1L, "before"));
        assertThat(await(slow)).containsEntry(1L, "before");

        assertThat(other.get(1, "after")).isEqualTo("after");
        awaitCached(KEY);
        assertThat(one.get(1, "never asked")).isEqualTo("after");
    }

    @Test
    void what_was_read_before_a_change_does_not_take_the_place_of_what_was_read_after_it() {
        Future<Map<Long, String>> slow = one.names.getAll(Set.of(1L));
        one.awaitQuestion(1);
        await(other.names.invalidate(Set.of(1L)));
        assertThat(other.get(1, "after")).isEqualTo("after");
        awaitCached(KEY);

        one.answer(0, Map.of(1L, "before"));
        await(slow);

        assertThat(one.get(1, "never asked")).isEqualTo("after");
    }

    @Test
    void what_is_asked_for_by_two_at_once_is_brought_by_the_first() {
        Future<Map<Long, String>> first = one.names.getAll(Set.of(1L));
        one.awaitQuestion(1);
        assertThat(other.get(1, "of the second")).isEqualTo("of the second");
        one.answer(0, Map.of(1L, "of the first"));
        await(first);
        awaitCached(KEY);

        assertThat(other.get(1, "never asked")).isEqualTo("of the first");
    }

    @Test
    void who_changed_something_does_not_look_for_it_until_it_is_gone() {
        one.get(1, "before");
        awaitCached(KEY);

        Future<Void> gone = one.names.invalidate(Set.of(1L));
        String atOnce = one.get(1, "after");
        await(gone);

        assertThat(atOnce).isEqualTo("after");
        assertThat(one.get(1, "after, from the database")).isEqualTo("after, from the database");
    }

    @Test
    void all_of_an_owner_is_forgotten_at_once() {
        long shard = 1L << 10;
        one.get(7 * shard, "hers");
        one.get(7 * shard + 1, "hers too");
        one.get(8 * shard, "his");
        awaitCached("cache:{8}:names:" + 8 * shard);

        await(one.names.invalidateOwner(7 * shard));

        assertThat(other.get(7 * shard, "new")).isEqualTo("new");
        assertThat(other.get(7 * shard + 1, "new")).isEqualTo("new");
        assertThat(other.get(8 * shard, "never asked")).isEqualTo("his");
    }

    @Test
    void what_another_version_wrote_is_not_read_and_not_replaced() {
        CacheProcess newer = new CacheProcess(client(uri, TIMEOUT), (byte) 2);
        one.get(1, "old format");
        awaitCached(KEY);

        assertThat(newer.get(1, "from the database")).isEqualTo("from the database");
        assertThat(other.get(1, "never asked")).isEqualTo("old format");
        await(newer.names.invalidate(Set.of(1L)));
        assertThat(other.get(1, "changed")).isEqualTo("changed");
    }

    @Test
    void what_is_nobody_elses_to_keep_does_not_come_to_redis() {
        one.get(1, "private");
        one.get(2, "public");
        awaitCached("cache:{0}:names:2");

        assertThat(send(Command.STRLEN, KEY).toInteger()).isEqualTo(32);
    }

    @Test
    void what_comes_together_goes_one_by_one_in_the_last_quarter_of_its_age() {
        Set<Long> hundred = LongStream.range(0, 100).boxed().collect(Collectors.toSet());
        Future<Map<Long, String>> all = one.names.getAll(hundred);
        one.awaitQuestion(1);
        one.answer(0, hundred.stream().collect(Collectors.toMap(id -> id, id -> "name " + id)));
        await(all);
        awaitCached("cache:{0}:names:99");

        List<Long> left = hundred.stream()
                .map(id -> send(Command.PTTL, "cache:{0}:names:" + id).toLong())
                .toList();
        long age = TTL.toMillis();
        assertThat(left).allMatch(millis -> millis > age * 3 / 4 - TIMEOUT.toMillis() && millis <= age);
        assertThat(Set.copyOf(left)).hasSizeGreaterThan(80);
    }

    @Test
    void what_will_soon_be_gone_is_looked_up_again_by_one_and_nobody_waits() {
        one.get(1, "alice");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);

        for (int i = 0; i < 10; i++) {
            assertThat(await(one.names.getAll(Set.of(1L)))).containsEntry(1L, "alice");
            assertThat(await(other.names.getAll(Set.of(1L)))).containsEntry(1L, "alice");
        }
        assertThat(one.asked()).hasSize(2);
        assertThat(other.asked()).isEmpty();
        one.answer(1, Map.of(1L, "alice, later"));

        TestDeployment.eventually(
                "it is refreshed", () -> send(Command.PTTL, KEY).toLong() > TTL.toMillis() / 2);
        assertThat(other.get(1, "never asked")).isEqualTo("alice, later");
    }

    @Test
    void what_is_found_gone_when_it_is_refreshed_is_gone_for_all() {
        one.get(1, "alice");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);
        await(one.names.getAll(Set.of(1L)));

        one.answer(1, Map.of());

        TestDeployment.eventually("it is gone", () -> send(Command.EXISTS, KEY).toInteger() == 0);
    }

    @Test
    void a_change_while_it_is_refreshed_is_not_undone() {
        one.get(1, "before");
        awaitCached(KEY);
        send(Command.PEXPIRE, KEY, TTL.toMillis() / 20);
        await(one.names.getAll(Set.of(1L)));
        await(other.names.invalidate(Set.of(1L)));

        one.answer(1, Map.of(1L, "before"));

        assertThat(other.get(1, "after")).isEqualTo("after");
    }

    @Test
    void without_redis_it_is_the_look_up_in_the_database() {
        CacheProcess alone = new CacheProcess(RedisClient.disabled(), (byte) 1);

        assertThat(alone.get(1, "alice")).isEqualTo("alice");
        assertThat(await(alone.names.invalidate(Set.of(1L)))).isNull();
        assertThat(alone.get(1, "bob")).isEqualTo("bob");
        assertThat(alone.count("bypassed")).isEqualTo(2);
    }

    @Test
    void who_cannot_take_out_what_changed_does_not_look_for_it_there() {
        try (FaultProxy wire = FaultProxy.to(uri)) {
            CacheProcess cut = new CacheProcess(client(wire.uri(), TIMEOUT), (byte) 1);
            assertThat(cut.get(1, "before")).isEqualTo("before");
            awaitCached(KEY);
            wire.takeDown();

            await(cut.names.invalidate(Set.of(1L)));

            assertThat(cut.get(1, "after")).isEqualTo("after");
            assertThat(cut.count("miss")).as("asked of Redis").isEqualTo(1);
        }
    }

    @Test
    void once_redis_is_back_what_changed_meanwhile_is_gone_for_all() {
        CacheProcess hasty = new CacheProcess(client(uri, Duration.ofMillis(500)), (byte) 1);
        assertThat(hasty.get(1, "before")).isEqualTo("before");
        awaitCached(KEY);
        send(Command.CLIENT, "PAUSE", 1_500);

        await(hasty.names.invalidate(Set.of(1L)));
        assertThat(hasty.get(1, "after")).isEqualTo("after");
        assertThat(hasty.count("bypassed")).isEqualTo(1);

        TestDeployment.eventually("it looks in Redis again", () -> {
            hasty.get(1, "after the break");
            return hasty.count("miss") > 1;
        });
        awaitCached(KEY);
        assertThat(other.get(1, "never asked")).isEqualTo("after the break");
    }
}
