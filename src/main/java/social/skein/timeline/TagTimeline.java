package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.rendering.CachedStatus;
import social.skein.sql.Db;
import social.skein.visibility.CachedStatusFilter;

/** The public posts that match a combination of hashtags. */
public final class TagTimeline {
    private static final String NEWEST_FIRST = """
            select distinct tagged.id
              from unnest($4::text[]) any_tag
             cross join lateral (
                   select t.status_id as id
                     from status_tag t
                    where t.tag = any_tag and t.status_id > $1 and t.status_id < $2
                      and not exists (select from unnest($5::text[]) required
                                       where not exists (select from status_tag n
                                                          where n.tag = required and n.status_id = t.status_id))
                      and not exists (select from status_tag n where n.tag = any($6) and n.status_id = t.status_id)
                      and (not $7 or exists (select from status s where s.id = t.status_id and s.media is not null))
                    order by t.status_id desc
                    limit $3) tagged
             order by id desc
             limit $3
            """;

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String OLDEST_FIRST = NEWEST_FIRST.replace(" desc", "");

    private final Db db;
    private final SkeletonCache skeletonCache;
    private final CachedStatusFilter viewerStates;
    private final TimelinePipeline pipeline;

    public TagTimeline(Db db, SkeletonCache skeletonCache, CachedStatusFilter viewerStates, TimelinePipeline pipeline) {
        this.db = db;
        this.skeletonCache = skeletonCache;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    /**
     * The hashtags that a status must and must not have.
     *
     * @param any at least one of these
     * @param all every one of these as well
     * @param none none of these
     */
    record TagQuery(List<String> any, List<String> all, List<String> none, boolean onlyMedia) {
        /** Whether this is the plain timeline of one hashtag, which nearly all requests are. Only that is cached. */
        boolean isSingleTag() {
            return any.size() == 1 && all.isEmpty() && none.isEmpty() && !onlyMedia;
        }
    }

    Future<PagedResponse> page(Optional<AccountId> viewer, TagQuery query, PageRequest window) {
        return pipeline.skeleton(part -> skeleton(query, part))
                .hydrate()
                .rules(found -> viewerStates.filterDiscoverable(viewer, found, CachedStatus::attributes))
                .present(viewer, window);
    }

    /** The newest posts with a hashtag; visibility is not checked here. */
    public Future<List<StatusId>> newest(String tag, int limit) {
        return load(new TagQuery(List.of(tag), List.of(), List.of(), false), PageRequest.firstPage(limit))
                .map(skeleton -> skeleton.ids().stream().map(StatusId::new).toList());
    }

    private Future<Skeleton> skeleton(TagQuery query, PageRequest window) {
        return query.isSingleTag()
                ? skeletonCache.tag(query.any.get(0), window, () -> load(query, window))
                : load(query, window);
    }

    private Future<Skeleton> load(TagQuery query, PageRequest window) {
        return db.readOnly()
                .list(
                        window.isAscending() ? OLDEST_FIRST : NEWEST_FIRST,
                        row -> row.getLong("id"),
                        window.lowerBound(),
                        window.upperBound(),
                        window.limit(),
                        query.any.toArray(String[]::new),
                        query.all.toArray(String[]::new),
                        query.none.toArray(String[]::new),
                        query.onlyMedia)
                .map(ids -> Skeleton.of(ids, window.limit()));
    }
}
