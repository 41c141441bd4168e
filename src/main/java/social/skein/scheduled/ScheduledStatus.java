package social.skein.scheduled;

import java.time.Instant;
import java.util.List;
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** A status that waits for its time. Its id is its own: the status will have another. */
record ScheduledStatus(StatusId id, AccountId author, Instant due, Asked asked) {

    /** As the client API shows it. */
    record View(String id, String scheduledAt, Asked params, List<Object> mediaAttachments) {}

    View view() {
        return new View(id.toString(), Times.instant(due), asked, List.of());
    }
}
