package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.list.ListMembers;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.sql.Db;
import social.skein.visibility.ViewerStateCache;

/** The timeline of a list, read from PostgreSQL: the newest of each member, merged. Nothing keeps a copy of it. */
public final class ListTimeline {
    private static final String NEWEST_FIRST = """
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
    private static final String OLDEST_FIRST = NEWEST_FIRST.replace(" desc", "");

    private final Db db;
    private final Lists lists;
    private final ViewerStateCache viewerStates;
    private final TimelinePipeline pipeline;

    public ListTimeline(Db db, Lists lists, ViewerStateCache viewerStates, TimelinePipeline pipeline) {
        this.db = db;
        this.lists = lists;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    /** A page of the reader's list; of somebody else's a {@link social.skein.model.Problem.NotFound}. */
    public Future<PagedResponse> page(AccountId reader, ListId list, PageRequest window) {
        return lists.loadMembers(reader, list)
                .compose(roll -> pipeline.page(
                        Optional.of(reader),
                        window,
                        part -> skeleton(roll, part),
                        found -> viewerStates.filterForList(reader, roll, found, CachedStatus::subject)));
    }

    private Future<Skeleton> skeleton(ListMembers members, PageRequest window) {
        return db.readOnly()
                .list(
                        window.isAscending() ? OLDEST_FIRST : NEWEST_FIRST,
                        row -> row.getLong("id"),
                        members.members().boxed().toArray(Long[]::new),
                        window.lowerBound(),
                        window.upperBound(),
                        window.limit())
                .map(ids -> new Skeleton(ids, cursor(ids, window)));
    }

    private static Optional<Long> cursor(List<Long> ids, PageRequest window) {
        return ids.size() < window.limit() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1));
    }
}
