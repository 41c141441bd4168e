package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.list.ListMembers;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.sql.Db;
import social.skein.visibility.CachedStatusFilter;

/** The timeline of a list: the newest posts of each member, merged. Always read from PostgreSQL, never cached. */
public final class ListTimeline {
    private static final String NEWEST_FIRST = """
            select post.id
              from unnest($1::bigint[]) author
             cross join lateral (
                   select id from status
                    where account_id = author and id > $2 and id < $3 and visibility <> 'direct'
                    order by id desc
                    limit $4) post
             order by post.id desc
             limit $4
            """;

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String OLDEST_FIRST = NEWEST_FIRST.replace(" desc", "");

    private final Db db;
    private final Lists lists;
    private final CachedStatusFilter viewerStates;
    private final TimelinePipeline pipeline;

    public ListTimeline(Db db, Lists lists, CachedStatusFilter viewerStates, TimelinePipeline pipeline) {
        this.db = db;
        this.lists = lists;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    /** A page of the list; fails with {@link social.skein.model.Problem.NotFound} if the viewer does not own it. */
    public Future<PagedResponse> page(AccountId viewer, ListId list, PageRequest window) {
        return lists.loadMembers(viewer, list).compose(members -> page(viewer, members, window));
    }

    private Future<PagedResponse> page(AccountId viewer, ListMembers members, PageRequest window) {
        return pipeline.skeleton(part -> skeleton(members, part))
                .hydrate()
                .rules(found -> viewerStates.filterForList(viewer, members, found, CachedStatus::attributes))
                .present(Optional.of(viewer), window);
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
                .map(ids -> Skeleton.of(ids, window.limit()));
    }
}
