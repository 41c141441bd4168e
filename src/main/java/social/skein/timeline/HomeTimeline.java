package social.skein.timeline;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.audience.Audience;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.status.Status;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/**
 * A person's home timeline, read in four steps: the skeleton of ids, their hydration, the rules, the presentation. Rules
 * may thin a page out; then more of the skeleton is read until the page is full or the list ends.
 */
public final class HomeTimeline {
    /** A bound on the work for one page; whoever follows only what the rules hide gets a short page and pages on. */
    private static final int ROUNDS = 10;

    private final HomeSkeletons skeletons;
    private final Statuses statuses;
    private final Audience audience;
    private final StatusViews views;

    public HomeTimeline(HomeSkeletons skeletons, Statuses statuses, Audience audience, StatusViews views) {
        this.skeletons = skeletons;
        this.statuses = statuses;
        this.audience = audience;
        this.views = views;
    }

    /** The part of a list that was read so far, in the order of the window, and where to go on. */
    private record Reading(List<Status> statuses, Optional<Long> examined) {
        Reading and(List<Status> more, Optional<Long> next) {
            List<Status> all = new ArrayList<>(statuses);
            all.addAll(more);
            return new Reading(all, next);
        }
    }

    public Future<Page<StatusView>> page(AccountId reader, Window window) {
        return fill(reader, window, new Reading(List.of(), Optional.empty()), ROUNDS)
                .compose(reading -> present(reader, window, reading));
    }

    private Future<Reading> fill(AccountId reader, Window window, Reading sofar, int rounds) {
        return skeletons
                .read(reader, window)
                .compose(skeleton -> hydrate(skeleton)
                        .compose(found -> audience.heard(reader, found, Status::subject))
                        .map(heard -> sofar.and(heard, skeleton.examined())))
                .compose(reading -> {
                    int missing = window.limit() - (reading.statuses.size() - sofar.statuses.size());
                    return missing <= 0 || reading.examined.isEmpty() || rounds == 1
                            ? Future.succeededFuture(reading)
                            : fill(reader, window.after(reading.examined.get(), missing), reading, rounds - 1);
                });
    }

    private Future<List<Status>> hydrate(Skeleton skeleton) {
        return statuses.byIds(skeleton.ids().stream().map(StatusId::new).toList());
    }

    /** One goes on from what was looked at last, shown or not: else a long run of what is hidden would end the list. */
    private Future<Page<StatusView>> present(AccountId reader, Window window, Reading reading) {
        Page<Status> page =
                Page.of(window, reading.statuses, status -> status.id().value());
        boolean last = !window.upwards() && reading.examined.isEmpty();
        long newest = window.upwards() || page.newest() == 0 ? reading.examined.orElse(page.newest()) : page.newest();
        long oldest = window.upwards() && page.oldest() != 0 ? page.oldest() : reading.examined.orElse(page.oldest());
        return views.views(Optional.of(reader), page.entries()).map(shown -> new Page<>(shown, newest, oldest, last));
    }
}
