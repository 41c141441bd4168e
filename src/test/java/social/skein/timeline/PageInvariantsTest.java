package social.skein.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import social.skein.http.Invariants;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.model.Visibility;
import social.skein.visibility.StatusAttributes;

class PageInvariantsTest {
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final AccountId CAROL = new AccountId(3);
    private static final PageRequest DOWNWARDS = PageRequest.firstPage(20);
    private static final PageRequest UPWARDS =
            new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(7), 20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PageInvariants invariantsCheck = new PageInvariants(new Invariants(metrics));

    private double violations(String rule) {
        return metrics.get("skein.invariant.violations")
                .tag("invariant", rule)
                .counter()
                .count();
    }

    private static StatusAttributes by(AccountId author, Visibility visibility, AccountId... named) {
        return new StatusAttributes(author, visibility, Optional.empty(), Optional.empty(), Set.of(named), List.of());
    }

    @Test
    void a_page_goes_one_way_and_repeats_nothing() {
        StatusAttributes post = by(BOB, Visibility.PUBLIC);
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, Long.MAX_VALUE, 9, post);
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, 9, 8, post);
        invariantsCheck.checkStatus(Optional.of(ALICE), UPWARDS, 8, 9, post);
        assertThat(violations("page-in-order")).isZero();
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, 9, 9, post);
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, 8, 9, post);
        invariantsCheck.checkStatus(Optional.of(ALICE), UPWARDS, 9, 8, post);
        assertThat(violations("page-in-order")).isEqualTo(3);
    }

    @Test
    void a_page_shows_what_is_for_its_reader() {
        invariantsCheck.checkStatus(Optional.empty(), DOWNWARDS, 9, 8, by(BOB, Visibility.UNLISTED));
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, 9, 8, by(BOB, Visibility.PRIVATE));
        invariantsCheck.checkStatus(Optional.of(ALICE), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        invariantsCheck.checkStatus(Optional.of(BOB), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT));
        assertThat(violations("page-visible-to-viewer")).isZero();
        invariantsCheck.checkStatus(Optional.empty(), DOWNWARDS, 9, 8, by(BOB, Visibility.PRIVATE));
        invariantsCheck.checkStatus(Optional.of(CAROL), DOWNWARDS, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        assertThat(violations("page-visible-to-viewer")).isEqualTo(2);
    }

    @Test
    void who_pages_on_gets_further() {
        invariantsCheck.checkProgress(DOWNWARDS.continueFrom(9, 20), Optional.of(8L));
        invariantsCheck.checkProgress(DOWNWARDS.continueFrom(9, 20), Optional.empty());
        invariantsCheck.checkProgress(UPWARDS, Optional.of(8L));
        assertThat(violations("paging-advances")).isZero();
        invariantsCheck.checkProgress(DOWNWARDS.continueFrom(9, 20), Optional.of(9L));
        invariantsCheck.checkProgress(UPWARDS, Optional.of(7L));
        assertThat(violations("paging-advances")).isEqualTo(2);
    }
}
