package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/** Gives the simulation access to package-private reads. */
public final class SimulatedHomeReads {
    private SimulatedHomeReads() {}

    /** Ids of a home timeline, and the cursor of the next read. */
    public record HomeSlice(List<Long> ids, Optional<Long> examined) {}

    public static Future<HomeSlice> read(HomeSkeletons skeletons, AccountId owner, PageRequest window) {
        return skeletons.read(owner, window).map(found -> new HomeSlice(found.ids(), found.cursor()));
    }

    /** A planted bug: ids in the order of the Redis list, unsorted. */
    public static Future<HomeSlice> readUnsorted(
            RedisHomeTimelines timelines,
            HomeSkeletons skeletons,
            AccountId owner,
            PageRequest window,
            RedisListTail redisList) {
        return timelines
                .read(owner, window)
                .otherwise(Optional.empty())
                .compose(found -> found.isEmpty() || window.maxId().isPresent() || window.isAscending()
                        ? read(skeletons, owner, window)
                        : Future.succeededFuture(new HomeSlice(
                                redisList.newest(TimelineKeys.home(owner), window.limit()), Optional.empty())));
    }

    /** Reads the tail of a list. */
    public interface RedisListTail {
        List<Long> newest(String key, int limit);
    }
}
