package social.skein.timeline;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.audience.Standpoints;
import social.skein.http.Linked;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.status.StatusCard;

/** What was posted for everybody with certain hashtags. */
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

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String UPWARDS = DOWNWARDS.replace(" desc", "");

    private final Db db;
    private final KnownSkeletons known;
    private final Standpoints standpoints;
    private final RuledPages pages;

    public TagTimeline(Db db, KnownSkeletons known, Standpoints standpoints, RuledPages pages) {
        this.db = db;
        this.known = known;
        this.standpoints = standpoints;
        this.pages = pages;
    }

    /**
     * Which statuses belong in it.
     *
     * @param any one of these hashtags
     * @param all and every one of these
     * @param none and none of these
     */
    record Choice(List<String> any, List<String> all, List<String> none) {
        /** Whether it is the plain timeline of one hashtag, as nearly everybody asks for it. */
        boolean isPlain() {
            return any.size() == 1 && all.isEmpty() && none.isEmpty();
        }
    }

    Future<Linked> page(Optional<AccountId> reader, Choice choice, Window window) {
        return pages.page(
                reader,
                window,
                part -> choice.isPlain()
                        ? known.tagged(choice.any.get(0), part, () -> read(choice, part))
                        : read(choice, part),
                found -> standpoints.met(reader, found, StatusCard::subject));
    }

    private Future<Skeleton> read(Choice choice, Window window) {
        return db.reading()
                .list(
                        window.upwards() ? UPWARDS : DOWNWARDS,
                        row -> row.getLong("id"),
                        window.above(),
                        window.below(),
                        window.limit(),
                        choice.any.toArray(String[]::new),
                        choice.all.toArray(String[]::new),
                        choice.none.toArray(String[]::new))
                .map(ids -> new Skeleton(
                        ids, ids.size() < window.limit() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1))));
    }
}
