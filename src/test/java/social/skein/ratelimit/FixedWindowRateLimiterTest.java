package social.skein.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.config.Config.Rate;
import social.skein.http.ClientAddress;
import social.skein.model.Problem;

/** Tests the windows, the counts and the bounded memory of a single instance. */
class FixedWindowRateLimiterTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Map<RateLimit, Rate> RATES = Map.of(
            RateLimit.TOKEN, new Rate(3, WINDOW),
            RateLimit.USER, new Rate(4, WINDOW),
            RateLimit.ADDRESS, new Rate(2, WINDOW),
            RateLimit.PAGINATION, new Rate(2, WINDOW));

    private final ManualClock clock = new ManualClock();
    private final FixedWindowRateLimiter limiter =
            new FixedWindowRateLimiter(RATES, RateLimitStore.localOnly(), clock, 1_000);

    @Test
    void a_window_begins_with_the_first_request_and_ends_on_time() {
        Instant end = clock.now.plus(Duration.ofMinutes(5));
        assertThat(count(RateLimit.TOKEN, "1")).isEqualTo(new RateLimitStatus(RateLimit.TOKEN, 3, 1, end));
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(count(RateLimit.TOKEN, "1")).isEqualTo(new RateLimitStatus(RateLimit.TOKEN, 3, 2, end));
        clock.advance(Duration.ofMillis(1));
        assertThat(count(RateLimit.TOKEN, "1").used()).isEqualTo(1);
    }

    @Test
    void requests_over_the_limit_are_rejected_until_the_window_ends() {
        List<Integer> remaining = List.of(
                count(RateLimit.TOKEN, "1").remaining(),
                count(RateLimit.TOKEN, "1").remaining(),
                count(RateLimit.TOKEN, "1").remaining());
        assertThat(remaining).containsExactly(2, 1, 0);
        RateLimitStatus refused = count(RateLimit.TOKEN, "1");
        assertThat(refused.exceeded()).isTrue();
        assertThat(refused.remaining()).isZero();
        assertThat(count(RateLimit.TOKEN, "2").exceeded()).isFalse();
    }

    @Test
    void the_most_restrictive_of_several_limits_is_reported() {
        assertThat(limiter.consume(List.of(
                                new RateLimit.RateLimitKey(RateLimit.USER, "1"),
                                new RateLimit.RateLimitKey(RateLimit.PAGINATION, "1"),
                                new RateLimit.RateLimitKey(RateLimit.TOKEN, "1")))
                        .result()
                        .maxRequests())
                .isEqualTo(2);
    }

    @Test
    void a_limit_without_a_rate_is_not_counted() {
        assertThat(limiter.consume(List.of(
                                new RateLimit.RateLimitKey(RateLimit.APP, "1"),
                                new RateLimit.RateLimitKey(RateLimit.USER, "1")))
                        .result()
                        .limit())
                .isEqualTo(RateLimit.USER);
        assertThat(limiter.openWindows()).isEqualTo(1);
    }

    @Test
    void a_recovered_store_receives_the_number_of_requests_allowed_without_it() {
        FailingRateLimitStore store = new FailingRateLimitStore();
        FixedWindowRateLimiter shared = new FixedWindowRateLimiter(RATES, store, clock, 1_000);
        List<RateLimit.RateLimitKey> bob = List.of(new RateLimit.RateLimitKey(RateLimit.USER, "bob"));
        for (int i = 0; i < 4; i++) {
            assertThat(shared.consume(bob).result().exceeded()).isFalse();
        }
        assertThat(shared.consume(bob).result().exceeded()).isTrue();
        assertThat(store.requests).isEmpty();

        store.available = true;
        clock.advance(Duration.ofSeconds(1));
        assertThat(shared.consume(bob).result().exceeded()).isTrue();
        assertThat(store.requests).containsExactly(new RateLimitStore.PermitRequest(16, 4));
    }

    /** A store that is unavailable at first, and then has no permits left. */
    private static final class FailingRateLimitStore implements RateLimitStore {
        private final List<PermitRequest> requests = new ArrayList<>();
        private boolean available;

        @Override
        public Future<PermitGrant> acquire(RateLimit.RateLimitKey key, Rate rate, PermitRequest request) {
            if (!available) {
                return Future.failedFuture(new Problem.Unavailable("The store is unavailable"));
            }
            requests.add(request);
            return Future.succeededFuture(new PermitGrant(0, 0, WINDOW));
        }
    }

    @Test
    void a_flood_of_addresses_neither_grows_memory_nor_evicts_windows_in_use() {
        assertThat(count(RateLimit.USER, "alice").used()).isEqualTo(1);
        for (int i = 0; i < 50_000; i++) {
            assertThat(count(RateLimit.ADDRESS, "10.0." + i).exceeded()).isFalse();
            if (i % 100 == 0) {
                assertThat(count(RateLimit.USER, "alice").used()).isGreaterThan(1);
            }
        }
        assertThat(limiter.openWindows()).isLessThanOrEqualTo(1_000);
        clock.advance(Duration.ofMinutes(6));
        assertThat(limiter.openWindows()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.1.2.3, 127.1.2.3, true",
        "::1, ::1, true",
        "0:0:0:0:0:0:0:1, ::1, true",
        "::ffff:192.0.2.7, 192.0.2.7, false",
        "::ffff:127.0.0.1, 127.0.0.1, true",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64, false",
        "2001:db8:1:2:ffff::1, 2001:db8:1:2::/64, false",
        "fe80::1%eth0, fe80::/64, false",
        "unknown, unknown, false"
    })
    void an_ipv6_address_counts_as_its_network(String text, String network, boolean loopback) {
        ClientAddress address = new ClientAddress(text);
        assertThat(address.networkPrefix()).isEqualTo(network);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    private RateLimitStatus count(RateLimit limit, String subject) {
        return limiter.consume(List.of(new RateLimit.RateLimitKey(limit, subject)))
                .result();
    }

    /** A clock that the test advances. */
    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00.123Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
