package social.skein.timeline;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import social.skein.http.Linked;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.status.StatusCard;
import social.skein.status.StatusCards;
import social.skein.status.StatusPages;
import social.skein.trace.Invariants;

/**
 * Pages of statuses that rules thin out, made in four steps: the skeleton of ids, their hydration, the rules, the
 * presentation. More of the skeleton is read until the page is full or the list ends.
 */
public final class RuledPages {
    /** A bound on the work for one page; whoever follows only what the rules hide gets a short page and pages on. */
    private static final int ROUNDS = 10;

    private final StatusCards cards;
    private final StatusPages pages;
    private final Proofreading proofreading;

    public RuledPages(StatusCards cards, StatusPages pages, Invariants invariants) {
        this.cards = cards;
        this.pages = pages;
        this.proofreading = new Proofreading(invariants);
    }

    /** Where the ids of a page come from, window by window. */
    interface Skeletons extends Function<Window, Future<Skeleton>> {}

    /** Which of the statuses that were found belong on the page. */
    interface Rules extends Function<List<StatusCard>, Future<List<StatusCard>>> {}

    /** The part of a list that was read so far, in the order of the window, and where to go on. */
    private record Reading(List<StatusCard> statuses, Optional<Long> examined) {
        Reading and(List<StatusCard> more, Optional<Long> next) {
            List<StatusCard> all = new ArrayList<>(statuses);
            all.addAll(more);
            return new Reading(all, next);
        }
    }

    /** @param reader who the page is for, where it is for somebody */
    Future<Linked> page(Optional<AccountId> reader, Window window, Skeletons skeletons, Rules rules) {
        return fill(window, skeletons, rules, new Reading(List.of(), Optional.empty()), ROUNDS)
                .onSuccess(reading -> proofreading.page(reader, window, reading.statuses))
                .compose(reading -> present(reader, window, reading));
    }

    private Future<Reading> fill(Window window, Skeletons skeletons, Rules rules, Reading sofar, int rounds) {
        return skeletons
                .apply(window)
                .onSuccess(skeleton -> proofreading.step(window, skeleton.examined()))
                .compose(skeleton -> hydrate(skeleton).compose(rules).map(left -> sofar.and(left, skeleton.examined())))
                .compose(reading -> {
                    int missing = window.limit() - (reading.statuses.size() - sofar.statuses.size());
                    return missing <= 0 || reading.examined.isEmpty() || rounds == 1
                            ? Future.succeededFuture(reading)
                            : fill(
                                    window.after(reading.examined.get(), missing),
                                    skeletons,
                                    rules,
                                    reading,
                                    rounds - 1);
                });
    }

    private Future<List<StatusCard>> hydrate(Skeleton skeleton) {
        return cards.byIds(skeleton.ids().stream().map(StatusId::new).toList());
    }

    /** A page whose end does not depend on the rules: what they leave of it is all that is shown. */
    Future<Linked> page(Optional<AccountId> reader, Page<StatusId> page, Rules rules) {
        return cards.byIds(page.entries())
                .compose(rules)
                .compose(shown -> pages.page(reader, shown))
                .map(json -> new Linked(page, json));
    }

    /** One goes on from what was looked at last, shown or not: else a long run of what is hidden would end the list. */
    private Future<Linked> present(Optional<AccountId> reader, Window window, Reading reading) {
        Page<StatusCard> page =
                Page.of(window, reading.statuses, card -> card.id().value());
        boolean last = !window.upwards() && reading.examined.isEmpty();
        long newest = window.upwards() || page.newest() == 0 ? reading.examined.orElse(page.newest()) : page.newest();
        long oldest = window.upwards() && page.oldest() != 0 ? page.oldest() : reading.examined.orElse(page.oldest());
        return pages.page(reader, page.entries())
                .map(json -> new Linked(new Page<>(page.entries(), newest, oldest, last), json));
    }
}
