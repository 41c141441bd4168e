package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.audience.Audience;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Window;
import social.skein.status.Status;
import social.skein.status.StatusView;

/** A person's home timeline: what the skeletons hold of it, as far as they hear it. */
public final class HomeTimeline {
    private final HomeSkeletons skeletons;
    private final Audience audience;
    private final RuledPages pages;

    public HomeTimeline(HomeSkeletons skeletons, Audience audience, RuledPages pages) {
        this.skeletons = skeletons;
        this.audience = audience;
        this.pages = pages;
    }

    public Future<Page<StatusView>> page(AccountId reader, Window window) {
        return pages.page(
                Optional.of(reader),
                window,
                part -> skeletons.read(reader, part),
                found -> audience.heard(reader, found, Status::subject));
    }
}
