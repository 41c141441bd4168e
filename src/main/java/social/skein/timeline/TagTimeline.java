package social.skein.timeline;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.status.Status;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.VisibleStatuses;

/**
 * What was posted for everybody with certain hashtags. Where the rules thin a page out, more is read until it is full or
 * the list ends.
 */
public final class TagTimeline {
    private static final String DOWNWARDS = """
            select distinct found.id
              from unnest($4::text[]) named
             cross join lateral (
                   select t.status_id as id
                     from status_tag t
                    where t.tag = named and t.status_id > $1 and t.status_id < $2
                      and not exists (select from unnest($5::text[]) needed
                                       where not exists (select from status_tag n
                                                          where n.tag = needed and n.status_id = t.status_id))
                      and not exists (select from status_tag n where n.tag = any($6) and n.status_id = t.status_id)
                    order by t.status_id desc
                    limit $3) found
             order by id desc
             limit $3
            """;

    private static final String UPWARDS = DOWNWARDS.replace(" desc", "");

    /** A bound on the work for one page; who is shown little of much gets a short page and pages on. */
    private static final int ROUNDS = 10;

    private final Db db;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public TagTimeline(Db db, VisibleStatuses visible, StatusViews views) {
        this.db = db;
        this.visible = visible;
        this.views = views;
    }

    /**
     * Which statuses belong in it.
     *
     * @param any one of these hashtags
     * @param all and every one of these
     * @param none and none of these
     */
    record Choice(List<String> any, List<String> all, List<String> none) {}

    /** What was read so far, and the id to go on from, where there may be more. */
    private record Reading(List<Status> statuses, Optional<Long> examined) {}

    Future<Page<StatusView>> page(Optional<AccountId> reader, Choice choice, Window window) {
        return fill(reader, choice, window, new Reading(List.of(), Optional.empty()), ROUNDS)
                .compose(reading -> present(reader, window, reading));
    }

    private Future<Reading> fill(Optional<AccountId> reader, Choice choice, Window window, Reading sofar, int rounds) {
        return ids(choice, window)
                .compose(ids -> visible.met(reader, ids).map(met -> read(window, sofar, ids, met)))
                .compose(reading -> {
                    int missing = window.limit() - (reading.statuses.size() - sofar.statuses.size());
                    return missing <= 0 || reading.examined.isEmpty() || rounds == 1
                            ? Future.succeededFuture(reading)
                            : fill(reader, choice, window.after(reading.examined.get(), missing), reading, rounds - 1);
                });
    }

    private Future<List<StatusId>> ids(Choice choice, Window window) {
        return db.list(
                window.upwards() ? UPWARDS : DOWNWARDS,
                row -> new StatusId(row.getLong("id")),
                window.above(),
                window.below(),
                window.limit(),
                choice.any.toArray(String[]::new),
                choice.all.toArray(String[]::new),
                choice.none.toArray(String[]::new));
    }

    private static Reading read(Window window, Reading sofar, List<StatusId> ids, List<Status> met) {
        List<Status> all = new ArrayList<>(sofar.statuses);
        all.addAll(met);
        return new Reading(
                all,
                ids.size() < window.limit()
                        ? Optional.empty()
                        : Optional.of(ids.get(ids.size() - 1).value()));
    }

    /** One goes on from what was looked at last, shown or not: else a long run of what is hidden would end the list. */
    private Future<Page<StatusView>> present(Optional<AccountId> reader, Window window, Reading reading) {
        Page<Status> page =
                Page.of(window, reading.statuses, status -> status.id().value());
        boolean last = !window.upwards() && reading.examined.isEmpty();
        long newest = window.upwards() || page.newest() == 0 ? reading.examined.orElse(page.newest()) : page.newest();
        long oldest = window.upwards() && page.oldest() != 0 ? page.oldest() : reading.examined.orElse(page.oldest());
        return views.views(reader, page.entries()).map(shown -> new Page<>(shown, newest, oldest, last));
    }
}
