package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.sql.Db;
import social.skein.visibility.ViewerStateCache;

/** What was posted for everybody with certain hashtags. */
public final class TagTimeline {
    private static final String NEWEST_FIRST = """
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

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String OLDEST_FIRST = NEWEST_FIRST.replace(" desc", "");

    private final Db db;
    private final SkeletonCache skeletonCache;
    private final ViewerStateCache viewerStates;
    private final TimelinePipeline pipeline;

    public TagTimeline(Db db, SkeletonCache skeletonCache, ViewerStateCache viewerStates, TimelinePipeline pipeline) {
        this.db = db;
        this.skeletonCache = skeletonCache;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    /**
     * Which statuses belong in it.
     *
     * @param any one of these hashtags
     * @param all and every one of these
     * @param none and none of these
     */
    record TagQuery(List<String> any, List<String> all, List<String> none) {
        /** Whether it is the plain timeline of one hashtag, as nearly everybody asks for it. */
        boolean isSingleTag() {
            return any.size() == 1 && all.isEmpty() && none.isEmpty();
        }
    }

    Future<PagedResponse> page(Optional<AccountId> reader, TagQuery query, PageRequest window) {
        return pipeline.page(
                reader,
                window,
                part -> query.isSingleTag()
                        ? skeletonCache.tag(query.any.get(0), part, () -> skeleton(query, part))
                        : skeleton(query, part),
                found -> viewerStates.filterDiscoverable(reader, found, CachedStatus::subject));
    }

    private Future<Skeleton> skeleton(TagQuery query, PageRequest window) {
        return db.readOnly()
                .list(
                        window.isAscending() ? OLDEST_FIRST : NEWEST_FIRST,
                        row -> row.getLong("id"),
                        window.lowerBound(),
                        window.upperBound(),
                        window.limit(),
                        query.any.toArray(String[]::new),
                        query.all.toArray(String[]::new),
                        query.none.toArray(String[]::new))
                .map(ids -> new Skeleton(
                        ids, ids.size() < window.limit() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1))));
    }
}
