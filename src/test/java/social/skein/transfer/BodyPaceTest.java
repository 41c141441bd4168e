package social.skein.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests how long a body may take. */
class BodyPaceTest {
    private static final int RATE = 10_000;
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final long START = Long.MAX_VALUE - seconds(5);

    private final BodyPace pace = new BodyPace(BASE, RATE, START);

    @Test
    void a_body_without_progress_is_late_after_the_base() {
        assertThat(pace.isLate(START + seconds(30))).isFalse();
        assertThat(pace.isLate(START + seconds(31))).isTrue();
    }

    @Test
    void a_trickle_is_late_soon_after_the_base() {
        assertThat(lateAfter(1)).isEqualTo(31);
        assertThat(lateAfter(RATE / 2)).isEqualTo(60);
    }

    @Test
    void a_body_at_twice_the_minimum_rate_is_never_late() {
        assertThat(lateAfter(2 * RATE)).isEqualTo(-1);
    }

    @Test
    void a_fast_start_saves_no_time() {
        pace.received(1_000_000_000, START + seconds(1));
        assertThat(pace.isLate(START + seconds(31))).isFalse();
        assertThat(pace.isLate(START + seconds(32))).isTrue();
    }

    /** The second at which a body with this rate is late; -1 if it is not within an hour. */
    private int lateAfter(int bytesPerSecond) {
        for (int second = 1; second < 3_600; second++) {
            if (pace.isLate(START + seconds(second))) {
                return second;
            }
            pace.received(bytesPerSecond, START + seconds(second));
        }
        return -1;
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
