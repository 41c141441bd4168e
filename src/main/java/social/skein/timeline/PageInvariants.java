package social.skein.timeline;

import java.util.List;
import java.util.Optional;
import social.skein.http.Invariants;
import social.skein.http.Invariants.Invariant;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.visibility.StatusAttributes;

/** Looks over what goes out as a page: a few comparisons for each status, and no question to anybody. */
final class PageInvariants {
    private final Invariants invariants;

    PageInvariants(Invariants invariants) {
        this.invariants = invariants;
    }

    /** @param shown in the order of the window */
    void checkPage(Optional<AccountId> reader, PageRequest window, List<CachedStatus> shown) {
        long before = window.isAscending() ? window.lowerBound() : window.upperBound();
        for (CachedStatus card : shown) {
            checkStatus(reader, window, before, card.id().value(), card.subject());
            before = card.id().value();
        }
    }

    /** @param previousId the id in front of it, or the window's end where it is the first */
    void checkStatus(
            Optional<AccountId> reader, PageRequest window, long previousId, long id, StatusAttributes subject) {
        invariants.check(
                Invariant.PAGE_IN_ORDER,
                window.isAscending() ? id > previousId : id < previousId,
                () -> id + " stands behind " + previousId + " in a page for " + describe(reader) + " of " + window);
        invariants.check(
                Invariant.PAGE_VISIBLE_TO_VIEWER,
                mayBeVisibleTo(reader, subject),
                () -> id + ", which is " + subject.visibility() + ", is in a page for " + describe(reader));
    }

    /** That the next look begins further on than this one did. */
    void checkProgress(PageRequest window, Optional<Long> cursor) {
        cursor.ifPresent(last -> invariants.check(
                Invariant.PAGING_ADVANCES,
                window.isAscending() ? last > window.lowerBound() : last < window.upperBound(),
                () -> "a look at " + window + " ended at " + last));
    }

    /** As far as it can be said without asking whom the reader follows; the rules have asked that. */
    private static boolean mayBeVisibleTo(Optional<AccountId> reader, StatusAttributes subject) {
        return switch (subject.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> reader.isPresent();
            case DIRECT ->
                reader.isPresent()
                        && (subject.author().equals(reader.get())
                                || subject.mentions().contains(reader.get()));
        };
    }

    private static String describe(Optional<AccountId> reader) {
        return reader.map(AccountId::toString).orElse("nobody in particular");
    }
}
