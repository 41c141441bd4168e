package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.audience.Standpoints;
import social.skein.http.Linked;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.status.StatusCard;

/** A person's home timeline: what the skeletons hold of it, as far as they hear it. */
public final class HomeTimeline {
    private final HomeSkeletons skeletons;
    private final Standpoints standpoints;
    private final RuledPages pages;

    public HomeTimeline(HomeSkeletons skeletons, Standpoints standpoints, RuledPages pages) {
        this.skeletons = skeletons;
        this.standpoints = standpoints;
        this.pages = pages;
    }

    public Future<Linked> page(AccountId reader, Window window) {
        return pages.page(
                Optional.of(reader),
                window,
                part -> skeletons.read(reader, part),
                found -> standpoints.heard(reader, found, StatusCard::subject));
    }
}
