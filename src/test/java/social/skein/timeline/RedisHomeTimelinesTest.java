package social.skein.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.app.Blocking;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.redis.RedisClient;
import social.skein.support.TestStores;

/** Tests timelines in a real Redis. For any order of arrival, a read of the tail must agree with the whole list. */
class RedisHomeTimelinesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST = 1_000_000_000_000_000_000L;
    private static Vertx vertx;
    private static RedisHomeTimelines target;
    private static long ownerCount;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, TestStores.isolated().redisUri());
        target = new RedisHomeTimelines(
                new RedisClient(vertx, redis, TIMEOUT, new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new RedisHomeTimelines.TimelineSize(800, 200, Duration.ofDays(7)));
    }

    @AfterAll
    static void stop() {
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
    }

    @Test
    void a_late_id_is_found_at_any_depth() {
        AccountId owner = newOwner();
        build(owner, 0, List.of());
        push(owner, 900);
        for (int i = 1; i <= 300; i++) {
            push(owner, i);
        }

        assertThat(newest(owner, 3)).containsExactly(id(900), id(300), id(299));
    }

    @Test
    void ids_appended_during_a_rebuild_do_not_hide_the_rebuilt_ones() {
        AccountId owner = newOwner();
        RedisHomeTimelines.Claim claim = claim(owner);
        for (int i = 1; i <= 300; i++) {
            push(owner, i);
        }
        await(target.build(claim, 0, List.of(id(900), id(800))));

        assertThat(newest(owner, 3)).containsExactly(id(900), id(800), id(300));
    }

    @Test
    void a_trimmed_timeline_has_a_watermark() {
        AccountId owner = newOwner();
        build(owner, 0, List.of());
        for (int i = 1; i <= 1_001; i++) {
            push(owner, i);
        }

        HomeTimelineSnapshot timeline = read(owner, ascending(id(1), 40));

        assertThat(timeline.floor()).isEqualTo(id(201));
        assertThat(timeline.covers(ascending(id(1), 40))).isFalse();
        assertThat(await(target.state(owner)).watermark()).isEqualTo(id(201));
    }

    @Test
    void statuses_for_one_timeline_are_merged_and_each_timeline_gets_only_its_own() {
        AccountId alice = newOwner();
        AccountId bob = newOwner();
        AccountId carol = newOwner();
        build(alice, 0, List.of());
        build(bob, 0, List.of());

        long delivered = await(target.push(List.of(
                new PushBatch(new long[] {id(1), id(5)}, new long[] {alice.value(), carol.value()}),
                new PushBatch(new long[] {id(3)}, new long[] {alice.value(), bob.value()}),
                new PushBatch(new long[] {id(5)}, new long[] {alice.value()}))));

        assertThat(newest(alice, 5)).containsExactly(id(5), id(3), id(1));
        assertThat(newest(bob, 5)).containsExactly(id(3));
        assertThat(await(target.state(carol)).stage()).isEqualTo(RedisHomeTimelines.Stage.NONE);
        assertThat(delivered).isEqualTo(4);
    }

    /** Ids arrive nearly in order, some very late, some twice, some in one call, with trims in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_read_of_the_tail_agrees_with_the_whole_list(long seed) {
        Random random = new Random(seed);
        AccountId owner = newOwner();
        build(owner, 0, List.of());
        TreeSet<Long> all = new TreeSet<>(Collections.reverseOrder());
        for (int clock = 50; clock < 1_500; clock += 1 + random.nextInt(3)) {
            int lateness = random.nextInt(20) == 0 ? random.nextInt(clock) : random.nextInt(4);
            TreeSet<Long> ids = new TreeSet<>(List.of(id(clock - lateness)));
            if (random.nextInt(4) == 0) {
                ids.add(id(clock));
            }
            all.addAll(ids);
            await(target.push(List.of(
                    new PushBatch(ids.stream().mapToLong(Long::longValue).toArray(), new long[] {owner.value()}))));
            if (random.nextInt(10) == 0) {
                assertWindow(owner, PageRequest.firstPage(1 + random.nextInt(40)), all);
                assertWindow(owner, ascending(id(random.nextInt(clock)), 1 + random.nextInt(40)), all);
            }
        }
    }

    private static void assertWindow(AccountId owner, PageRequest window, NavigableSet<Long> all) {
        HomeTimelineSnapshot timeline = read(owner, window);
        List<Long> expected = new ArrayList<>(all);
        expected.removeIf(id -> id <= Math.max(window.lowerBound(), timeline.floor()));
        if (window.isAscending()) {
            Collections.reverse(expected);
        }
        assertThat(timeline.isEnoughFor(window)).isTrue();
        assertThat(timeline.idsIn(window)).isEqualTo(expected.subList(0, Math.min(window.limit(), expected.size())));
    }

    private static PageRequest ascending(long min, int limit) {
        return new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(min), limit);
    }

    private static long id(int number) {
        return FIRST + number;
    }

    private static AccountId newOwner() {
        return new AccountId(FIRST + ++ownerCount * 1024);
    }

    private static RedisHomeTimelines.Claim claim(AccountId owner) {
        return await(target.claim(owner)).orElseThrow();
    }

    private static void build(AccountId owner, long watermark, List<Long> newestFirst) {
        assertThat(await(target.build(claim(owner), watermark, newestFirst))).isTrue();
    }

    private static void push(AccountId owner, int number) {
        await(target.push(List.of(new PushBatch(new long[] {id(number)}, new long[] {owner.value()}))));
    }

    private static List<Long> newest(AccountId owner, int limit) {
        return read(owner, PageRequest.firstPage(limit)).idsIn(PageRequest.firstPage(limit));
    }

    private static HomeTimelineSnapshot read(AccountId owner, PageRequest window) {
        return await(target.read(owner, window)).orElseThrow();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "The call to Redis");
    }
}
