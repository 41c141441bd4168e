package social.skein.posting;

import java.time.Instant;
import java.util.List;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** A status that waits for its time. Its id is its own: the status will have another. */
record ScheduledStatus(StatusId id, AccountId author, Instant due, ScheduledParams params) {

    /** As the client API shows it. */
    record ScheduledStatusView(String id, String scheduledAt, ScheduledParams params, List<Object> mediaAttachments) {}

    ScheduledStatusView toView() {
        return new ScheduledStatusView(id.toString(), WireTimes.format(due), params, List.of());
    }
}
