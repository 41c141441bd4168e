package social.skein.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the detection of lost hints from heartbeats and arrivals. */
class HintLossDetectorTest {
    private static final Set<String> SUBSCRIBED = Set.of("posts");

    private final HintLossDetector detector = new HintLossDetector();
    private long now = ThreadLocalRandom.current().nextLong();

    @BeforeEach
    void warmUp() {
        for (int beat = 0; beat < 3; beat++) {
            assertThat(lostAfter("other", 7)).isEmpty();
        }
    }

    @Test
    void hints_that_arrive_are_not_lost() {
        receive("other", 8, 9, 10);
        assertThat(lostAfter("other", 10)).isEmpty();
        assertThat(lostAfter("other", 10)).isEmpty();
    }

    @Test
    void reordered_hints_are_not_lost() {
        receive("other", 10, 8);
        assertThat(lostAfter("other", 10)).isEmpty();
        receive("other", 9);
        assertThat(lostAfter("other", 10)).isEmpty();
    }

    @Test
    void hints_missing_at_the_next_heartbeat_are_lost_once() {
        receive("other", 8, 10, 12);
        assertThat(lostAfter("other", 12)).isEmpty();
        assertThat(lostAfter("other", 12)).containsExactlyEntriesOf(Map.of("posts", 2L));
        receive("other", 13);
        assertThat(lostAfter("other", 13)).isEmpty();
        assertThat(lostAfter("other", 13)).isEmpty();
    }

    @Test
    void later_hints_do_not_make_up_for_lost_ones() {
        receive("other", 9, 10, 11);
        assertThat(lostAfter("other", 11)).isEmpty();
        receive("other", 12, 13, 14);
        assertThat(lostAfter("other", 14)).containsExactlyEntriesOf(Map.of("posts", 1L));
        assertThat(lostAfter("other", 14)).isEmpty();
    }

    @Test
    void all_hints_sent_during_a_partition_are_lost() {
        now += Duration.ofMinutes(5).toNanos();
        assertThat(lostAfter("other", 107)).isEmpty();
        assertThat(lostAfter("other", 107)).containsExactlyEntriesOf(Map.of("posts", 100L));
    }

    @Test
    void hints_sent_before_a_process_was_known_are_not_lost() {
        receive("new", 1, 3);
        assertThat(lostAfter("new", 50)).isEmpty();
        assertThat(lostAfter("new", 60))
                .as("the sender may not know the subscriptions yet")
                .isEmpty();
        assertThat(lostAfter("new", 60)).isEmpty();
    }

    @Test
    void hints_that_arrived_just_before_the_first_heartbeat_are_not_lost() {
        receive("new", 51);
        assertThat(lostAfter("new", 50)).isEmpty();
        for (int beat = 0; beat < 4; beat++) {
            assertThat(lostAfter("new", 51)).isEmpty();
        }
    }

    @Test
    void hints_without_a_subscription_are_not_missed() {
        detector.onHeartbeat(new Heartbeat("other", Map.of("posts", 7L, "likes", 5L)), SUBSCRIBED, now);
        assertThat(detector.onHeartbeat(new Heartbeat("other", Map.of("posts", 7L, "likes", 9L)), SUBSCRIBED, now))
                .isEmpty();
    }

    @Test
    void a_silent_process_is_not_live() {
        lostAfter("another", 0);
        assertThat(detector.livePeers(now)).isEqualTo(2);
        now += HintLossDetector.PEER_TIMEOUT.toNanos() + 1;
        lostAfter("another", 0);
        assertThat(detector.livePeers(now)).isEqualTo(1);
    }

    private Map<String, Long> lostAfter(String from, long sent) {
        return detector.onHeartbeat(new Heartbeat(from, Map.of("posts", sent)), SUBSCRIBED, now);
    }

    private void receive(String from, long... numbers) {
        LongStream.of(numbers).forEach(number -> detector.onArrival(from, "posts", number));
    }
}
