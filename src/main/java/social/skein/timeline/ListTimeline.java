package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.audience.Standpoints;
import social.skein.http.Linked;
import social.skein.list.Lists;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.status.StatusCard;

/** The timeline of a list, read from PostgreSQL: the newest of each member, merged. Nothing keeps a copy of it. */
public final class ListTimeline {
    private static final String DOWNWARDS = """
            select own.id
              from unnest($1::bigint[]) author
             cross join lateral (
                   select id from status
                    where account_id = author and id > $2 and id < $3 and visibility <> 'direct'
                    order by id desc
                    limit $4) own
             order by own.id desc
             limit $4
            """;

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String UPWARDS = DOWNWARDS.replace(" desc", "");

    private final Db db;
    private final Lists lists;
    private final Standpoints standpoints;
    private final RuledPages pages;

    public ListTimeline(Db db, Lists lists, Standpoints standpoints, RuledPages pages) {
        this.db = db;
        this.lists = lists;
        this.standpoints = standpoints;
        this.pages = pages;
    }

    /** A page of the reader's list; of somebody else's a {@link social.skein.model.Problem.NotFound}. */
    public Future<Linked> page(AccountId reader, ListId list, Window window) {
        return lists.roll(reader, list)
                .compose(roll -> pages.page(
                        Optional.of(reader),
                        window,
                        part -> skeleton(roll, part),
                        found -> standpoints.read(reader, roll, found, StatusCard::subject)));
    }

    private Future<Skeleton> skeleton(Roll roll, Window window) {
        return db.reading()
                .list(
                        window.upwards() ? UPWARDS : DOWNWARDS,
                        row -> row.getLong("id"),
                        roll.members().boxed().toArray(Long[]::new),
                        window.above(),
                        window.below(),
                        window.limit())
                .map(ids -> new Skeleton(ids, examined(ids, window)));
    }

    private static Optional<Long> examined(List<Long> ids, Window window) {
        return ids.size() < window.limit() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1));
    }
}
