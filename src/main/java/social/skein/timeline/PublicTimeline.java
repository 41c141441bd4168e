package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.audience.Standpoints;
import social.skein.http.Linked;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.status.StatusCard;
import social.skein.status.Statuses;

/** What everybody posted for everybody, as far as the reader should meet it. */
public final class PublicTimeline {
    private final Statuses statuses;
    private final KnownSkeletons known;
    private final Standpoints standpoints;
    private final RuledPages pages;

    public PublicTimeline(Statuses statuses, KnownSkeletons known, Standpoints standpoints, RuledPages pages) {
        this.statuses = statuses;
        this.known = known;
        this.standpoints = standpoints;
        this.pages = pages;
    }

    Future<Linked> page(Optional<AccountId> reader, Window window) {
        return known.everybodys(window, () -> statuses.publicly(window))
                .compose(
                        page -> pages.page(reader, page, found -> standpoints.met(reader, found, StatusCard::subject)));
    }
}
