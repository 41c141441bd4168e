package social.skein.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.redis.RedisClient;
import social.skein.sql.Db;
import social.skein.sql.Migrations;
import social.skein.sql.Pools;
import social.skein.support.TestStores;

/** Two instances that share a Redis, and whose hints never reach each other. */
class WritePositionsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final AccountId DAVE = new AccountId(4);

    private static final String NO_REDIS = "redis://127.0.0.1:1";

    private static Vertx here;
    private static Vertx there;
    private static String redis;
    private static Pool pool;

    @BeforeAll
    static void start() {
        here = Vertx.vertx();
        there = Vertx.vertx();
        TestStores.IsolatedStores stores = TestStores.isolated();
        redis = stores.redisUri();
        Migrations.apply(stores.postgres());
        pool = Pools.open(here, stores.postgres(), 2, "postgres");
    }

    @AfterAll
    static void stop() {
        Blocking.await(here.close(), TIMEOUT, "Closing");
        Blocking.await(there.close(), TIMEOUT, "Closing");
    }

    @Test
    void a_write_whose_hint_was_lost_is_found_in_redis() {
        WritePositions one = writes(here, redis);
        WritePositions other = writes(there, redis);

        await(one.record(ALICE, 700));

        assertThat(await(one.lastPosition(ALICE))).isEqualTo(700);
        assertThat(await(other.lastPosition(ALICE))).isEqualTo(700);
    }

    @Test
    void the_furthest_write_counts_in_whatever_order_they_are_told() {
        WritePositions one = writes(here, redis);
        WritePositions other = writes(there, redis);

        await(one.record(BOB, 2_000_000_000_000_000L));
        await(other.record(BOB, 1_999_999_999_999_999L));

        assertThat(await(one.lastPosition(BOB))).isEqualTo(2_000_000_000_000_000L);
        assertThat(await(other.lastPosition(BOB))).isEqualTo(2_000_000_000_000_000L);
    }

    @Test
    void a_place_nobody_knows_is_behind_all_others() {
        WritePositions one = writes(here, redis);
        WritePositions other = writes(there, redis);

        await(one.record(DAVE, WritePositions.UNKNOWN));
        await(other.record(DAVE, 700));

        assertThat(await(one.lastPosition(DAVE))).isEqualTo(WritePositions.UNKNOWN);
        assertThat(await(other.lastPosition(DAVE))).isEqualTo(WritePositions.UNKNOWN);
    }

    @Test
    void without_redis_it_is_found_in_the_database() {
        WritePositions one = writes(here, NO_REDIS);
        WritePositions other = writes(there, NO_REDIS);

        await(one.record(ALICE, 800));
        await(other.record(ALICE, 799));

        assertThat(await(one.lastPosition(ALICE))).isEqualTo(800);
        assertThat(await(other.lastPosition(ALICE))).isEqualTo(800);
        assertThat(await(other.lastPosition(CAROL))).isZero();
    }

    @Test
    void whoever_has_a_new_token_may_have_written_anything() {
        WritePositions one = writes(here, redis);

        one.onAuthenticated(CAROL, Duration.ofSeconds(9));
        one.onAuthenticated(BOB, Duration.ofSeconds(10));

        assertThat(await(one.lastPosition(CAROL))).isEqualTo(WritePositions.UNKNOWN);
        assertThat(await(one.lastPosition(BOB))).isLessThan(WritePositions.UNKNOWN);
    }

    private static WritePositions writes(Vertx vertx, String uri) {
        RedisClient client = new RedisClient(vertx, Redis.createClient(vertx, uri), TIMEOUT, new SimpleMeterRegistry());
        WritePositions writes = new WritePositions(
                new HintBus(vertx), client, new WritePositionStore(new Db(pool)), Duration.ofSeconds(1));
        await(writes.listen());
        return writes;
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Asking");
    }
}
