package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/** Asks for the simulation what nobody outside of this package asks. */
public final class SimulatedHomeReads {
    private SimulatedHomeReads() {}

    /** Some ids of a home, and where to go on. */
    public record HomeSlice(List<Long> ids, Optional<Long> examined) {}

    public static Future<HomeSlice> read(HomeSkeletons skeletons, AccountId reader, PageRequest window) {
        return skeletons.read(reader, window).map(found -> new HomeSlice(found.ids(), found.cursor()));
    }

    /** The same with a bug: a live timeline is shown as it lies in Redis. */
    public static Future<HomeSlice> readUnsorted(
            RedisTimelines live,
            HomeSkeletons skeletons,
            AccountId reader,
            PageRequest window,
            RedisListTail redisList) {
        return live.read(reader, window)
                .otherwise(Optional.empty())
                .compose(found -> found.isEmpty() || window.maxId().isPresent() || window.isAscending()
                        ? read(skeletons, reader, window)
                        : Future.succeededFuture(new HomeSlice(
                                redisList.newest(TimelineKeys.home(reader), window.limit()), Optional.empty())));
    }

    /** What lies at the tail of a list. */
    public interface RedisListTail {
        List<Long> newest(String key, int limit);
    }
}
