package social.skein.timeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Window;

/** Asks for the simulation what nobody outside of this package asks. */
public final class SimulatedHome {
    private SimulatedHome() {}

    /** Some ids of a home, and where to go on. */
    public record Part(List<Long> ids, Optional<Long> examined) {}

    public static Future<Part> read(HomeSkeletons skeletons, AccountId reader, Window window) {
        return skeletons.read(reader, window).map(found -> new Part(found.ids(), found.examined()));
    }

    /** The same with a bug: a live timeline is shown as it lies in Redis. */
    public static Future<Part> readAsItLies(
            LiveTimelines live, HomeSkeletons skeletons, AccountId reader, Window window, LiesThere lies) {
        return live.read(reader, window)
                .otherwise(Optional.empty())
                .compose(found -> found.isEmpty() || window.max().isPresent() || window.upwards()
                        ? read(skeletons, reader, window)
                        : Future.succeededFuture(
                                new Part(lies.newest(Keys.home(reader), window.limit()), Optional.empty())));
    }

    /** What lies at the tail of a list. */
    public interface LiesThere {
        List<Long> newest(String key, int limit);
    }
}
