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

/** Live timelines in a real Redis: whatever the order things come in, what is read of the tail is what the whole says. */
class RedisTimelinesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST = 1_000_000_000_000_000_000L;
    private static Vertx vertx;
    private static RedisTimelines live;
    private static long readerCount;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, TestStores.isolated().redisUri());
        live = new RedisTimelines(
                new RedisClient(vertx, redis, TIMEOUT, new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new RedisTimelines.TimelineSize(800, 200, Duration.ofDays(7)));
    }

    @AfterAll
    static void stop() {
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
    }

    @Test
    void what_comes_late_is_found_however_deep_it_lies() {
        AccountId reader = newReader();
        build(reader, 0, List.of());
        push(reader, 900);
        for (int i = 1; i <= 300; i++) {
            push(reader, i);
        }

        assertThat(newest(reader, 3)).containsExactly(id(900), id(300), id(299));
    }

    @Test
    void what_came_while_a_timeline_was_built_does_not_hide_what_was_built() {
        AccountId reader = newReader();
        RedisTimelines.Claim claim = claim(reader);
        for (int i = 1; i <= 300; i++) {
            push(reader, i);
        }
        await(live.build(claim, 0, List.of(id(900), id(800))));

        assertThat(newest(reader, 3)).containsExactly(id(900), id(800), id(300));
    }

    @Test
    void a_trimmed_timeline_says_from_where_it_is_complete() {
        AccountId reader = newReader();
        build(reader, 0, List.of());
        for (int i = 1; i <= 1_001; i++) {
            push(reader, i);
        }

        RedisTimeline timeline = read(reader, upwards(id(1), 40));

        assertThat(timeline.floor()).isEqualTo(id(201));
        assertThat(timeline.covers(upwards(id(1), 40))).isFalse();
        assertThat(await(live.state(reader)).watermark()).isEqualTo(id(201));
    }

    @Test
    void several_statuses_for_one_timeline_arrive_together_and_others_get_only_their_own() {
        AccountId alice = newReader();
        AccountId bob = newReader();
        AccountId nobody = newReader();
        build(alice, 0, List.of());
        build(bob, 0, List.of());

        long delivered = await(live.push(List.of(
                new PushBatch(new long[] {id(1), id(5)}, new long[] {alice.value(), nobody.value()}),
                new PushBatch(new long[] {id(3)}, new long[] {alice.value(), bob.value()}),
                new PushBatch(new long[] {id(5)}, new long[] {alice.value()}))));

        assertThat(newest(alice, 5)).containsExactly(id(5), id(3), id(1));
        assertThat(newest(bob, 5)).containsExactly(id(3));
        assertThat(await(live.state(nobody)).stage()).isEqualTo(RedisTimelines.Stage.NONE);
        assertThat(delivered).isEqualTo(4);
    }

    /** Ids come nearly in order, some very late, some twice, some in one call; trims happen in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_tail_never_says_what_the_whole_does_not(long seed) {
        Random chance = new Random(seed);
        AccountId reader = newReader();
        build(reader, 0, List.of());
        TreeSet<Long> all = new TreeSet<>(Collections.reverseOrder());
        for (int clock = 50; clock < 1_500; clock += 1 + chance.nextInt(3)) {
            int lateness = chance.nextInt(20) == 0 ? chance.nextInt(clock) : chance.nextInt(4);
            TreeSet<Long> ids = new TreeSet<>(List.of(id(clock - lateness)));
            if (chance.nextInt(4) == 0) {
                ids.add(id(clock));
            }
            all.addAll(ids);
            await(live.push(List.of(
                    new PushBatch(ids.stream().mapToLong(Long::longValue).toArray(), new long[] {reader.value()}))));
            if (chance.nextInt(10) == 0) {
                assertWindow(reader, PageRequest.firstPage(1 + chance.nextInt(40)), all);
                assertWindow(reader, upwards(id(chance.nextInt(clock)), 1 + chance.nextInt(40)), all);
            }
        }
    }

    private static void assertWindow(AccountId reader, PageRequest window, NavigableSet<Long> all) {
        RedisTimeline timeline = read(reader, window);
        List<Long> wanted = new ArrayList<>(all);
        wanted.removeIf(id -> id <= Math.max(window.lowerBound(), timeline.floor()));
        if (window.isAscending()) {
            Collections.reverse(wanted);
        }
        assertThat(timeline.isEnoughFor(window)).isTrue();
        assertThat(timeline.idsIn(window)).isEqualTo(wanted.subList(0, Math.min(window.limit(), wanted.size())));
    }

    private static PageRequest upwards(long min, int limit) {
        return new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(min), limit);
    }

    private static long id(int number) {
        return FIRST + number;
    }

    private static AccountId newReader() {
        return new AccountId(FIRST + ++readerCount * 1024);
    }

    private static RedisTimelines.Claim claim(AccountId reader) {
        return await(live.claim(reader)).orElseThrow();
    }

    private static void build(AccountId reader, long watermark, List<Long> newestFirst) {
        assertThat(await(live.build(claim(reader), watermark, newestFirst))).isTrue();
    }

    private static void push(AccountId reader, int number) {
        await(live.push(List.of(new PushBatch(new long[] {id(number)}, new long[] {reader.value()}))));
    }

    private static List<Long> newest(AccountId reader, int limit) {
        return read(reader, PageRequest.firstPage(limit)).idsIn(PageRequest.firstPage(limit));
    }

    private static RedisTimeline read(AccountId reader, PageRequest window) {
        return await(live.read(reader, window)).orElseThrow();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Asking Redis");
    }
}
