package social.skein.timeline;

import java.util.List;
import java.util.Optional;
import social.skein.audience.Subject;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.status.StatusCard;
import social.skein.trace.Invariants;
import social.skein.trace.Invariants.Rule;

/** Looks over what goes out as a page: a few comparisons for each status, and no question to anybody. */
final class Proofreading {
    private final Invariants invariants;

    Proofreading(Invariants invariants) {
        this.invariants = invariants;
    }

    /** @param shown in the order of the window */
    void page(Optional<AccountId> reader, Window window, List<StatusCard> shown) {
        long before = window.upwards() ? window.above() : window.below();
        for (StatusCard card : shown) {
            status(reader, window, before, card.id().value(), card.subject());
            before = card.id().value();
        }
    }

    /** @param before the id in front of it, or the window's end where it is the first */
    void status(Optional<AccountId> reader, Window window, long before, long id, Subject subject) {
        invariants.expect(
                Rule.PAGE_IN_ORDER,
                window.upwards() ? id > before : id < before,
                () -> id + " stands behind " + before + " in a page for " + name(reader) + " of " + window);
        invariants.expect(
                Rule.PAGE_FOR_ITS_READER,
                isFor(reader, subject),
                () -> id + ", which is " + subject.visibility() + ", is in a page for " + name(reader));
    }

    /** That the next look begins further on than this one did. */
    void step(Window window, Optional<Long> examined) {
        examined.ifPresent(last -> invariants.expect(
                Rule.PAGE_GOES_ON,
                window.upwards() ? last > window.above() : last < window.below(),
                () -> "a look at " + window + " ended at " + last));
    }

    /** As far as it can be said without asking whom the reader follows; the rules have asked that. */
    private static boolean isFor(Optional<AccountId> reader, Subject subject) {
        return switch (subject.visibility()) {
            case PUBLIC, UNLISTED -> true;
            case PRIVATE -> reader.isPresent();
            case DIRECT ->
                reader.isPresent()
                        && (subject.author().equals(reader.get())
                                || subject.mentions().contains(reader.get()));
        };
    }

    private static String name(Optional<AccountId> reader) {
        return reader.map(AccountId::toString).orElse("nobody in particular");
    }
}
