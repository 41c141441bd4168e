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
class TallyTest {
    private static final Set<String> LISTENED = Set.of("posts");

    private final Tally tally = new Tally();
    private long now = ThreadLocalRandom.current().nextLong();

    @BeforeEach
    void know() {
        for (int beat = 0; beat < 3; beat++) {
            assertThat(told("other", 7)).isEmpty();
        }
    }

    @Test
    void nothing_is_lost_that_comes() {
        come("other", 8, 9, 10);
        assertThat(told("other", 10)).isEmpty();
        assertThat(told("other", 10)).isEmpty();
    }

    @Test
    void what_overtakes_is_waited_for() {
        come("other", 10, 8);
        assertThat(told("other", 10)).isEmpty();
        come("other", 9);
        assertThat(told("other", 10)).isEmpty();
    }

    @Test
    void what_does_not_come_until_the_next_heartbeat_is_lost_once() {
        come("other", 8, 10, 12);
        assertThat(told("other", 12)).isEmpty();
        assertThat(told("other", 12)).containsExactlyEntriesOf(Map.of("posts", 2L));
        come("other", 13);
        assertThat(told("other", 13)).isEmpty();
        assertThat(told("other", 13)).isEmpty();
    }

    @Test
    void what_comes_later_does_not_stand_for_what_is_lost() {
        come("other", 9, 10, 11);
        assertThat(told("other", 11)).isEmpty();
        come("other", 12, 13, 14);
        assertThat(told("other", 14)).containsExactlyEntriesOf(Map.of("posts", 1L));
        assertThat(told("other", 14)).isEmpty();
    }

    @Test
    void after_a_partition_all_that_was_sent_meanwhile_is_lost() {
        now += Duration.ofMinutes(5).toNanos();
        assertThat(told("other", 107)).isEmpty();
        assertThat(told("other", 107)).containsExactlyEntriesOf(Map.of("posts", 100L));
    }

    @Test
    void nobody_has_lost_what_was_sent_before_they_were_known() {
        come("new", 1, 3);
        assertThat(told("new", 50)).isEmpty();
        assertThat(told("new", 60)).as("perhaps not yet known there").isEmpty();
        assertThat(told("new", 60)).isEmpty();
    }

    @Test
    void nor_what_came_just_before_the_first_heartbeat() {
        come("new", 51);
        assertThat(told("new", 50)).isEmpty();
        for (int beat = 0; beat < 4; beat++) {
            assertThat(told("new", 51)).isEmpty();
        }
    }

    @Test
    void what_is_not_listened_to_is_not_missed() {
        tally.told(new Heartbeat("other", Map.of("posts", 7L, "likes", 5L)), LISTENED, now);
        assertThat(tally.told(new Heartbeat("other", Map.of("posts", 7L, "likes", 9L)), LISTENED, now))
                .isEmpty();
    }

    @Test
    void who_is_silent_is_not_heard_and_those_who_speak_are() {
        told("another", 0);
        assertThat(tally.heard(now)).isEqualTo(2);
        now += Tally.SILENCE.toNanos() + 1;
        told("another", 0);
        assertThat(tally.heard(now)).isEqualTo(1);
    }

    private Map<String, Long> told(String from, long sent) {
        return tally.told(new Heartbeat(from, Map.of("posts", sent)), LISTENED, now);
    }

    private void come(String from, long... numbers) {
        LongStream.of(numbers).forEach(number -> tally.arrived(from, "posts", number));
    }
}
