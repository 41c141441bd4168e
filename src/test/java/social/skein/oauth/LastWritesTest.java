package social.skein.oauth;

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
import social.skein.app.Waiting;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.redis.RedisClient;
import social.skein.sql.Db;
import social.skein.sql.Migrations;
import social.skein.sql.Pools;
import social.skein.support.Servers;

/** Two instances that share a Redis, and whose hints never reach each other. */
class LastWritesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
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
        Servers.Fresh stores = Servers.fresh();
        redis = stores.redisUri();
        Migrations.apply(stores.postgres());
        pool = Pools.open(here, stores.postgres(), 2, "postgres");
    }

    @AfterAll
    static void stop() {
        Waiting.on(here.close(), PATIENCE, "Closing");
        Waiting.on(there.close(), PATIENCE, "Closing");
    }

    @Test
    void a_write_whose_hint_was_lost_is_found_in_redis() {
        LastWrites one = writes(here, redis);
        LastWrites other = writes(there, redis);

        done(one.wrote(ALICE, 700));

        assertThat(done(one.of(ALICE))).isEqualTo(700);
        assertThat(done(other.of(ALICE))).isEqualTo(700);
    }

    @Test
    void the_furthest_write_counts_in_whatever_order_they_are_told() {
        LastWrites one = writes(here, redis);
        LastWrites other = writes(there, redis);

        done(one.wrote(BOB, 2_000_000_000_000_000L));
        done(other.wrote(BOB, 1_999_999_999_999_999L));

        assertThat(done(one.of(BOB))).isEqualTo(2_000_000_000_000_000L);
        assertThat(done(other.of(BOB))).isEqualTo(2_000_000_000_000_000L);
    }

    @Test
    void a_place_nobody_knows_is_behind_all_others() {
        LastWrites one = writes(here, redis);
        LastWrites other = writes(there, redis);

        done(one.wrote(DAVE, LastWrites.UNKNOWN));
        done(other.wrote(DAVE, 700));

        assertThat(done(one.of(DAVE))).isEqualTo(LastWrites.UNKNOWN);
        assertThat(done(other.of(DAVE))).isEqualTo(LastWrites.UNKNOWN);
    }

    @Test
    void without_redis_it_is_found_in_the_database() {
        LastWrites one = writes(here, NO_REDIS);
        LastWrites other = writes(there, NO_REDIS);

        done(one.wrote(ALICE, 800));
        done(other.wrote(ALICE, 799));

        assertThat(done(one.of(ALICE))).isEqualTo(800);
        assertThat(done(other.of(ALICE))).isEqualTo(800);
        assertThat(done(other.of(CAROL))).isZero();
    }

    @Test
    void whoever_has_a_new_token_may_have_written_anything() {
        LastWrites one = writes(here, redis);

        one.met(CAROL, Duration.ofSeconds(9));
        one.met(BOB, Duration.ofSeconds(10));

        assertThat(done(one.of(CAROL))).isEqualTo(LastWrites.UNKNOWN);
        assertThat(done(one.of(BOB))).isLessThan(LastWrites.UNKNOWN);
    }

    private static LastWrites writes(Vertx vertx, String uri) {
        RedisClient client =
                new RedisClient(vertx, Redis.createClient(vertx, uri), PATIENCE, new SimpleMeterRegistry());
        LastWrites writes =
                new LastWrites(new Hints(vertx), client, new WrittenPlaces(new Db(pool)), Duration.ofSeconds(1));
        done(writes.listen());
        return writes;
    }

    private static <T> T done(Future<T> future) {
        return Waiting.on(future, PATIENCE, "Asking");
    }
}
