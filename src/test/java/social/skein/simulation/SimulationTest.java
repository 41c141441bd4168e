package social.skein.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories from fixed seeds; {@code bin/simulate} tells others. */
class SimulationTest {
    private static final long HISTORIES = 600;
    private static Level before;

    @BeforeAll
    static void quieten() {
        before = Simulate.SKEIN.getLevel();
        Simulate.quieten();
    }

    @AfterAll
    static void speakAgain() {
        Simulate.SKEIN.setLevel(before);
    }

    @Test
    void no_history_loses_a_post_repeats_one_or_shows_it_to_a_stranger() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            History.Outcome outcome = History.of(seed, Set.of());
            assertThat(outcome.wrong()).as(() -> Simulate.tale(outcome, 60)).isEmpty();
        }
    }

    @Test
    void a_seed_tells_the_same_history_again() {
        assertThat(LongStream.range(1, 20))
                .allSatisfy(seed -> assertThat(History.of(seed, Set.of())).isEqualTo(History.of(seed, Set.of())));
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_bug_is_found(Plant bug) {
        assertThat(LongStream.rangeClosed(1, HISTORIES)
                        .filter(seed -> !History.of(seed, Set.of(bug)).isWell())
                        .findFirst())
                .isPresent();
    }
}
