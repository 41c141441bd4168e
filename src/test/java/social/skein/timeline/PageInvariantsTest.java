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
    private static final PageRequest NEWEST_FIRST = PageRequest.firstPage(20);
    private static final PageRequest OLDEST_FIRST =
            new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(7), 20);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PageInvariants target = new PageInvariants(new Invariants(metrics));

    private double violations(String invariant) {
        return metrics.get("skein.invariant.violations")
                .tag("invariant", invariant)
                .counter()
                .count();
    }

    private static StatusAttributes by(AccountId author, Visibility visibility, AccountId... mentions) {
        return new StatusAttributes(
                author, visibility, Optional.empty(), Optional.empty(), Set.of(mentions), List.of());
    }

    @Test
    void a_page_is_in_order_and_without_duplicates() {
        StatusAttributes post = by(BOB, Visibility.PUBLIC);
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, Long.MAX_VALUE, 9, post);
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, 9, 8, post);
        target.checkStatus(Optional.of(ALICE), OLDEST_FIRST, 8, 9, post);
        assertThat(violations("page-in-order")).isZero();
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, 9, 9, post);
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, 8, 9, post);
        target.checkStatus(Optional.of(ALICE), OLDEST_FIRST, 9, 8, post);
        assertThat(violations("page-in-order")).isEqualTo(3);
    }

    @Test
    void a_page_is_visible_to_its_viewer() {
        target.checkStatus(Optional.empty(), NEWEST_FIRST, 9, 8, by(BOB, Visibility.UNLISTED));
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, 9, 8, by(BOB, Visibility.PRIVATE));
        target.checkStatus(Optional.of(ALICE), NEWEST_FIRST, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        target.checkStatus(Optional.of(BOB), NEWEST_FIRST, 9, 8, by(BOB, Visibility.DIRECT));
        assertThat(violations("page-visible-to-viewer")).isZero();
        target.checkStatus(Optional.empty(), NEWEST_FIRST, 9, 8, by(BOB, Visibility.PRIVATE));
        target.checkStatus(Optional.of(CAROL), NEWEST_FIRST, 9, 8, by(BOB, Visibility.DIRECT, ALICE));
        assertThat(violations("page-visible-to-viewer")).isEqualTo(2);
    }

    @Test
    void each_window_advances() {
        target.checkProgress(NEWEST_FIRST.continueFrom(9, 20), Optional.of(8L));
        target.checkProgress(NEWEST_FIRST.continueFrom(9, 20), Optional.empty());
        target.checkProgress(OLDEST_FIRST, Optional.of(8L));
        assertThat(violations("paging-advances")).isZero();
        target.checkProgress(NEWEST_FIRST.continueFrom(9, 20), Optional.of(9L));
        target.checkProgress(OLDEST_FIRST, Optional.of(7L));
        assertThat(violations("paging-advances")).isEqualTo(2);
    }
}
