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
import social.skein.app.Waiting;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.redis.RedisClient;
import social.skein.support.Servers;

/** Live timelines in a real Redis: whatever the order things come in, what is read of the tail is what the whole says. */
class LiveTimelinesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long FIRST = 1_000_000_000_000_000_000L;
    private static Vertx vertx;
    private static LiveTimelines live;
    private static long people;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, Servers.fresh().redisUri());
        live = new LiveTimelines(
                new RedisClient(vertx, redis, PATIENCE, new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new LiveTimelines.Size(800, 200, Duration.ofDays(7)));
    }

    @AfterAll
    static void stop() {
        Waiting.on(vertx.close(), PATIENCE, "Closing");
    }

    @Test
    void what_comes_late_is_found_however_deep_it_lies() {
        AccountId reader = somebody();
        build(reader, 0, List.of());
        push(reader, 900);
        for (int i = 1; i <= 300; i++) {
            push(reader, i);
        }

        assertThat(newest(reader, 3)).containsExactly(id(900), id(300), id(299));
    }

    @Test
    void what_came_while_a_timeline_was_built_does_not_hide_what_was_built() {
        AccountId reader = somebody();
        LiveTimelines.Claim claim = claim(reader);
        for (int i = 1; i <= 300; i++) {
            push(reader, i);
        }
        await(live.build(claim, 0, List.of(id(900), id(800))));

        assertThat(newest(reader, 3)).containsExactly(id(900), id(800), id(300));
    }

    @Test
    void a_trimmed_timeline_says_from_where_it_is_complete() {
        AccountId reader = somebody();
        build(reader, 0, List.of());
        for (int i = 1; i <= 1_001; i++) {
            push(reader, i);
        }

        LiveTimeline timeline = read(reader, upwards(id(1), 40));

        assertThat(timeline.floor()).isEqualTo(id(201));
        assertThat(timeline.covers(upwards(id(1), 40))).isFalse();
        assertThat(await(live.state(reader)).watermark()).isEqualTo(id(201));
    }

    @Test
    void several_statuses_for_one_timeline_arrive_together_and_others_get_only_their_own() {
        AccountId alice = somebody();
        AccountId bob = somebody();
        AccountId nobody = somebody();
        build(alice, 0, List.of());
        build(bob, 0, List.of());

        long delivered = await(live.push(List.of(
                new Parcel(new long[] {id(1), id(5)}, new long[] {alice.value(), nobody.value()}),
                new Parcel(new long[] {id(3)}, new long[] {alice.value(), bob.value()}),
                new Parcel(new long[] {id(5)}, new long[] {alice.value()}))));

        assertThat(newest(alice, 5)).containsExactly(id(5), id(3), id(1));
        assertThat(newest(bob, 5)).containsExactly(id(3));
        assertThat(await(live.state(nobody)).stage()).isEqualTo(LiveTimelines.Stage.NONE);
        assertThat(delivered).isEqualTo(4);
    }

    /** Ids come nearly in order, some very late, some twice, some in one call; trims happen in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_tail_never_says_what_the_whole_does_not(long seed) {
        Random chance = new Random(seed);
        AccountId reader = somebody();
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
                    new Parcel(ids.stream().mapToLong(Long::longValue).toArray(), new long[] {reader.value()}))));
            if (chance.nextInt(10) == 0) {
                holds(reader, Window.newest(1 + chance.nextInt(40)), all);
                holds(reader, upwards(id(chance.nextInt(clock)), 1 + chance.nextInt(40)), all);
            }
        }
    }

    private static void holds(AccountId reader, Window window, NavigableSet<Long> all) {
        LiveTimeline timeline = read(reader, window);
        List<Long> wanted = new ArrayList<>(all);
        wanted.removeIf(id -> id <= Math.max(window.above(), timeline.floor()));
        if (window.upwards()) {
            Collections.reverse(wanted);
        }
        assertThat(timeline.suffices(window)).isTrue();
        assertThat(timeline.within(window)).isEqualTo(wanted.subList(0, Math.min(window.limit(), wanted.size())));
    }

    private static Window upwards(long min, int limit) {
        return new Window(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(min), limit);
    }

    private static long id(int number) {
        return FIRST + number;
    }

    private static AccountId somebody() {
        return new AccountId(FIRST + ++people * 1024);
    }

    private static LiveTimelines.Claim claim(AccountId reader) {
        return await(live.claim(reader)).orElseThrow();
    }

    private static void build(AccountId reader, long watermark, List<Long> newestFirst) {
        assertThat(await(live.build(claim(reader), watermark, newestFirst))).isTrue();
    }

    private static void push(AccountId reader, int number) {
        await(live.push(List.of(new Parcel(new long[] {id(number)}, new long[] {reader.value()}))));
    }

    private static List<Long> newest(AccountId reader, int limit) {
        return read(reader, Window.newest(limit)).within(Window.newest(limit));
    }

    private static LiveTimeline read(AccountId reader, Window window) {
        return await(live.read(reader, window)).orElseThrow();
    }

    private static <T> T await(Future<T> future) {
        return Waiting.on(future, PATIENCE, "Asking Redis");
    }
}
