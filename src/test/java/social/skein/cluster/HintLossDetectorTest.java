package social.skein.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of what others have sent, beside what came. */
class HintLossDetectorTest {
    private static final Set<String> SUBSCRIBED = Set.of("posts");

    private final HintLossDetector detector = new HintLossDetector();
    private long now = ThreadLocalRandom.current().nextLong();

    @BeforeEach
    void know() {
        for (int beat = 0; beat < 3; beat++) {
            assertThat(gapsAfter("other", 7)).isEmpty();
        }
    }

    @Test
    void nothing_is_lost_that_comes() {
        receive("other", 8, 9, 10);
        assertThat(gapsAfter("other", 10)).isEmpty();
        assertThat(gapsAfter("other", 10)).isEmpty();
    }

    @Test
    void what_overtakes_is_waited_for() {
        receive("other", 10, 8);
        assertThat(gapsAfter("other", 10)).isEmpty();
        receive("other", 9);
        assertThat(gapsAfter("other", 10)).isEmpty();
    }

    @Test
    void what_does_not_come_until_the_next_heartbeat_is_lost_once() {
        receive("other", 8, 10, 12);
        assertThat(gapsAfter("other", 12)).isEmpty();
        assertThat(gapsAfter("other", 12)).containsExactlyEntriesOf(Map.of("posts", 2L));
        receive("other", 13);
        assertThat(gapsAfter("other", 13)).isEmpty();
        assertThat(gapsAfter("other", 13)).isEmpty();
    }

    @Test
    void what_comes_later_does_not_stand_for_what_is_lost() {
        receive("other", 9, 10, 11);
        assertThat(gapsAfter("other", 11)).isEmpty();
        receive("other", 12, 13, 14);
        assertThat(gapsAfter("other", 14)).containsExactlyEntriesOf(Map.of("posts", 1L));
        assertThat(gapsAfter("other", 14)).isEmpty();
    }

    @Test
    void after_a_partition_all_that_was_sent_meanwhile_is_lost() {
        now += Duration.ofMinutes(5).toNanos();
        assertThat(gapsAfter("other", 107)).isEmpty();
        assertThat(gapsAfter("other", 107)).containsExactlyEntriesOf(Map.of("posts", 100L));
    }

    @Test
    void nobody_has_lost_what_was_sent_before_they_were_known() {
        receive("new", 1, 3);
        assertThat(gapsAfter("new", 50)).isEmpty();
        assertThat(gapsAfter("new", 60)).as("perhaps not yet known there").isEmpty();
        assertThat(gapsAfter("new", 60)).isEmpty();
    }

    @Test
    void nor_what_came_just_before_the_first_heartbeat() {
        receive("new", 51);
        assertThat(gapsAfter("new", 50)).isEmpty();
        for (int beat = 0; beat < 4; beat++) {
            assertThat(gapsAfter("new", 51)).isEmpty();
        }
    }

    @Test
    void what_is_not_listened_to_is_not_missed() {
        detector.onHeartbeat(new Heartbeat("other", Map.of("posts", 7L, "likes", 5L)), SUBSCRIBED, now);
        assertThat(detector.onHeartbeat(new Heartbeat("other", Map.of("posts", 7L, "likes", 9L)), SUBSCRIBED, now))
                .isEmpty();
    }

    @Test
    void who_is_silent_is_not_heard_and_those_who_speak_are() {
        gapsAfter("another", 0);
        assertThat(detector.livePeers(now)).isEqualTo(2);
        now += HintLossDetector.PEER_TIMEOUT.toNanos() + 1;
        gapsAfter("another", 0);
        assertThat(detector.livePeers(now)).isEqualTo(1);
    }

    private Map<String, Long> gapsAfter(String from, long sent) {
        return detector.onHeartbeat(new Heartbeat(from, Map.of("posts", sent)), SUBSCRIBED, now);
    }

    private void receive(String from, long... numbers) {
        LongStream.of(numbers).forEach(number -> detector.onArrival(from, "posts", number));
    }
}
