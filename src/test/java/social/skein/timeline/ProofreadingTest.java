package social.skein.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import social.skein.audience.Subject;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.model.Window;
import social.skein.trace.Invariants;

class ProofreadingTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final Window DOWNWARDS = Window.newest(20);
    private static final Window UPWARDS =
            new Window(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(7), 20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Proofreading proofreading = new Proofreading(new Invariants(metrics));

    private double faults(String rule) {
        return metrics.get("skein.invariant.violations")
                .tag("invariant", rule)
                .counter()
                .count();
    }

    private static Subject by(AccountId author, Visibility visibility, AccountId... named) {
        return new Subject(author, visibility, Optional.empty(), Optional.empty(), Set.of(named), List.of());
    }

    @Test
    void a_page_goes_one_way_and_repeats_nothing() {
        Subject post = by(BOB, Visibility.PUBLIC);
        proofreading.status(Optional.of(ALICE), DOWNWARDS, Long.MAX_VALUE, 9, post);
        proofreading.status(Optional.of(ALICE), DOWNWARDS, 9, 8, post);
        proofreading.status(Optional.of(ALICE), UPWARDS, 8, 9, post);
        assertThat(faults("page-in-order")).isZero();
        proofreading.status(Optional.of(ALICE), DOWNWARDS, 9, 9, post);
        proofreading.status(Optional.of(ALICE), DOWNWARDS, 8, 9, post);
        proofreading.status(Optional.of(ALICE), UPWARDS, 9, 8, post);
        assertThat(faults("page-in-order")).isEqualTo(3);
    }

    @Test
    void a_page_shows_what_is_for_its_reader() {
        proofreading.status(Optional.empty(), DOWNWARDS, 9, 8, by(BOB, Visibility.UNLISTED));
        proofreading.status(Optional.of(ALICE), DOWNWARDS, 9, 8, by(BOB, Visibility.PRIVATE));
        proofreading.status(Optional.of(ALICE), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        proofreading.status(Optional.of(BOB), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT));
        assertThat(faults("page-for-its-reader")).isZero();
        proofreading.status(Optional.empty(), DOWNWARDS, 9, 8, by(BOB, Visibility.PRIVATE));
        proofreading.status(Optional.of(CAROL), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        assertThat(faults("page-for-its-reader")).isEqualTo(2);
    }

    @Test
    void who_pages_on_gets_further() {
        proofreading.step(DOWNWARDS.after(9, 20), Optional.of(8L));
        proofreading.step(DOWNWARDS.after(9, 20), Optional.empty());
        proofreading.step(UPWARDS, Optional.of(8L));
        assertThat(faults("page-goes-on")).isZero();
        proofreading.step(DOWNWARDS.after(9, 20), Optional.of(9L));
        proofreading.step(UPWARDS, Optional.of(7L));
        assertThat(faults("page-goes-on")).isEqualTo(2);
    }
}
