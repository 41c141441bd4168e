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
import social.skein.sql.Pools;
import social.skein.support.TestStores;

/** Tests two processes that share a Redis and do not receive each other's hints. */
class WritePositionsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final AccountId DAVE = new AccountId(4);

    private static final String NO_REDIS = "redis://127.0.0.1:1";

    private static Vertx vertx;
    private static Vertx otherVertx;
    private static String redis;
    private static Pool pool;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        otherVertx = Vertx.vertx();
        TestStores.IsolatedStores stores = TestStores.isolated();
        redis = stores.redisUri();
        pool = Pools.open(vertx, stores.postgres(), 2, "postgres");
    }

    @AfterAll
    static void stop() {
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        Blocking.await(otherVertx.close(), TIMEOUT, "Closing");
    }

    @Test
    void a_write_whose_hint_was_lost_is_found_in_redis() {
        WritePositions one = positions(vertx, redis);
        WritePositions other = positions(otherVertx, redis);

        await(one.record(ALICE, 700));

        assertThat(await(one.lastPosition(ALICE))).isEqualTo(700);
        assertThat(await(other.lastPosition(ALICE))).isEqualTo(700);
    }

    @Test
    void the_highest_position_wins_in_any_order_of_arrival() {
        WritePositions one = positions(vertx, redis);
        WritePositions other = positions(otherVertx, redis);

        await(one.record(BOB, 2_000_000_000_000_000L));
        await(other.record(BOB, 1_999_999_999_999_999L));

        assertThat(await(one.lastPosition(BOB))).isEqualTo(2_000_000_000_000_000L);
        assertThat(await(other.lastPosition(BOB))).isEqualTo(2_000_000_000_000_000L);
    }

    @Test
    void an_unknown_position_is_higher_than_all_others() {
        WritePositions one = positions(vertx, redis);
        WritePositions other = positions(otherVertx, redis);

        await(one.record(DAVE, WritePositions.UNKNOWN));
        await(other.record(DAVE, 700));

        assertThat(await(one.lastPosition(DAVE))).isEqualTo(WritePositions.UNKNOWN);
        assertThat(await(other.lastPosition(DAVE))).isEqualTo(WritePositions.UNKNOWN);
    }

    @Test
    void without_redis_positions_are_stored_in_the_database() {
        WritePositions one = positions(vertx, NO_REDIS);
        WritePositions other = positions(otherVertx, NO_REDIS);

        await(one.record(ALICE, 800));
        await(other.record(ALICE, 799));

        assertThat(await(one.lastPosition(ALICE))).isEqualTo(800);
        assertThat(await(other.lastPosition(ALICE))).isEqualTo(800);
        assertThat(await(other.lastPosition(CAROL))).isZero();
    }

    @Test
    void a_young_token_means_an_unknown_position() {
        WritePositions one = positions(vertx, redis);

        one.onAuthenticated(CAROL, Duration.ofSeconds(9));
        one.onAuthenticated(BOB, Duration.ofSeconds(10));

        assertThat(await(one.lastPosition(CAROL))).isEqualTo(WritePositions.UNKNOWN);
        assertThat(await(one.lastPosition(BOB))).isLessThan(WritePositions.UNKNOWN);
    }

    private static WritePositions positions(Vertx vertx, String uri) {
        RedisClient client = new RedisClient(vertx, Redis.createClient(vertx, uri), TIMEOUT, new SimpleMeterRegistry());
        WritePositions positions = new WritePositions(
                new HintBus(vertx), client, new WritePositionStore(new Db(pool)), Duration.ofSeconds(1));
        await(positions.listen());
        return positions;
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Waiting for a position");
    }
}
