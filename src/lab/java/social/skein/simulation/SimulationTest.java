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

/** Tests simulated histories from fixed seeds; {@code bin/simulate} runs others. */
class SimulationTest {
    private static final long RUNS = 600;
    private static Level levelBefore;

    @BeforeAll
    static void silenceLogs() {
        levelBefore = SimulateCommand.SKEIN_LOGGER.getLevel();
        SimulateCommand.silenceLogs();
    }

    @AfterAll
    static void restoreLogs() {
        SimulateCommand.SKEIN_LOGGER.setLevel(levelBefore);
    }

    @Test
    void no_history_loses_duplicates_or_leaks_a_post() {
        for (long seed = 1; seed <= RUNS; seed++) {
            SimulationRun.Outcome outcome = SimulationRun.run(seed, Set.of());
            assertThat(outcome.violations())
                    .as(() -> SimulateCommand.describe(outcome, 60))
                    .isEmpty();
        }
    }

    @Test
    void a_seed_reproduces_its_history() {
        assertThat(LongStream.range(1, 20))
                .allSatisfy(seed ->
                        assertThat(SimulationRun.run(seed, Set.of())).isEqualTo(SimulationRun.run(seed, Set.of())));
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_bug_is_found(PlantedBug bug) {
        assertThat(LongStream.rangeClosed(1, RUNS)
                        .filter(seed -> !SimulationRun.run(seed, Set.of(bug)).passed())
                        .findFirst())
                .isPresent();
    }
}
