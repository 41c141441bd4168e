package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counting by itself: windows that begin and end, in memory that does not grow. */
class CountedLimitsTest {
    private static final Map<RateLimit, Integer> MOST = Map.of(
            RateLimit.TOKEN, 3, RateLimit.USER, 4, RateLimit.ADDRESS, 2, RateLimit.PAGING, 2, RateLimit.REMOVAL, 3);

    private final HandClock clock = new HandClock();
    private final CountedLimits limits = new CountedLimits(MOST, clock, 1_000);

    @Test
    void a_window_begins_with_the_first_request_and_ends_on_time() {
        Instant end = clock.now.plus(Duration.ofMinutes(5));
        assertThat(count(RateLimit.TOKEN, "1")).isEqualTo(new Allowance(3, 1, end));
        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(count(RateLimit.TOKEN, "1")).isEqualTo(new Allowance(3, 2, end));
        clock.pass(Duration.ofMillis(1));
        assertThat(count(RateLimit.TOKEN, "1").used()).isEqualTo(1);
    }

    @Test
    void one_too_many_is_one_too_many_until_the_window_ends() {
        List<Integer> left = List.of(
                count(RateLimit.TOKEN, "1").remaining(),
                count(RateLimit.TOKEN, "1").remaining(),
                count(RateLimit.TOKEN, "1").remaining());
        assertThat(left).containsExactly(2, 1, 0);
        Allowance refused = count(RateLimit.TOKEN, "1");
        assertThat(refused.exceeded()).isTrue();
        assertThat(refused.remaining()).isZero();
        assertThat(count(RateLimit.TOKEN, "2").exceeded()).isFalse();
    }

    @Test
    void of_several_limits_the_tightest_is_told() {
        assertThat(limits.count(List.of(
                                new RateLimit.Use(RateLimit.USER, "1"),
                                new RateLimit.Use(RateLimit.PAGING, "1"),
                                new RateLimit.Use(RateLimit.TOKEN, "1")))
                        .result()
                        .most())
                .isEqualTo(2);
    }

    @Test
    void ever_new_addresses_take_no_more_memory_and_no_window_that_is_in_use() {
        assertThat(count(RateLimit.USER, "alice").used()).isEqualTo(1);
        for (int i = 0; i < 50_000; i++) {
            assertThat(count(RateLimit.ADDRESS, "10.0." + i).exceeded()).isFalse();
            if (i % 100 == 0) {
                assertThat(count(RateLimit.USER, "alice").used()).isGreaterThan(1);
            }
        }
        assertThat(limits.open()).isLessThanOrEqualTo(1_000);
        clock.pass(Duration.ofMinutes(6));
        assertThat(limits.open()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.1.2.3, 127.1.2.3, true",
        "::1, 0:0:0:0:0:0:0:0/64, true",
        "::ffff:192.0.2.7, 192.0.2.7, false",
        "::ffff:127.0.0.1, 127.0.0.1, true",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64, false",
        "2001:db8:1:2:ffff::1, 2001:db8:1:2:0:0:0:0/64, false",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0/64, false",
        "unknown, unknown, false"
    })
    void an_address_counts_as_its_neighbourhood(String text, String neighbourhood, boolean loopback) {
        ClientAddress address = new ClientAddress(text);
        assertThat(address.neighbourhood()).isEqualTo(neighbourhood);
        assertThat(address.isLoopback()).isEqualTo(loopback);
    }

    private Allowance count(RateLimit limit, String by) {
        return limits.count(List.of(new RateLimit.Use(limit, by))).result();
    }

    /** Time as the test wants it. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00.123Z");

        void pass(Duration time) {
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
