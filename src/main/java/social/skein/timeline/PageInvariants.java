package social.skein.timeline;

import java.util.List;
import java.util.Optional;
import social.skein.http.Invariants;
import social.skein.http.Invariants.Invariant;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.visibility.StatusAttributes;

/** Checks pages before they are sent. Costs a few comparisons for each status and no I/O. */
final class PageInvariants {
    private final Invariants invariants;

    PageInvariants(Invariants invariants) {
        this.invariants = invariants;
    }

    /** @param statuses in the order of the window */
    void checkPage(Optional<AccountId> viewer, PageRequest window, List<CachedStatus> statuses) {
        long previousId = window.isAscending() ? window.lowerBound() : window.upperBound();
        for (CachedStatus status : statuses) {
            checkStatus(viewer, window, previousId, status.id().value(), status.attributes());
            previousId = status.id().value();
        }
    }

    /** @param previousId the id before this one on the page, or the bound of the window for the first */
    void checkStatus(
            Optional<AccountId> viewer, PageRequest window, long previousId, long id, StatusAttributes status) {
        invariants.check(
                Invariant.PAGE_IN_ORDER,
                window.isAscending() ? id > previousId : id < previousId,
                () -> id + " follows " + previousId + " on a page for " + describe(viewer) + " of " + window);
        invariants.check(
                Invariant.PAGE_VISIBLE_TO_VIEWER,
                mayBeVisibleTo(viewer, status),
                () -> id + ", which is " + status.visibility() + ", is on a page for " + describe(viewer));
    }

    /** Checks that the next window begins further on than this one. */
    void checkProgress(PageRequest window, Optional<Long> cursor) {
        cursor.ifPresent(last -> invariants.check(
                Invariant.PAGING_ADVANCES,
                window.isAscending() ? last > window.lowerBound() : last < window.upperBound(),
                () -> "The read of " + window + " ended at " + last));
    }

    /** A necessary condition that does not depend on the viewer's follows; the rules have checked those. */
    private static boolean mayBeVisibleTo(Optional<AccountId> viewer, StatusAttributes status) {
        return switch (status.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> viewer.isPresent();
            case DIRECT ->
                viewer.isPresent()
                        && (status.author().equals(viewer.get())
                                || status.mentions().contains(viewer.get()));
        };
    }

    private static String describe(Optional<AccountId> viewer) {
        return viewer.map(AccountId::toString).orElse("an anonymous viewer");
    }
}
