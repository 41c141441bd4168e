package social.skein.posting;

import java.time.Instant;
import java.util.List;
import social.skein.http.PublicUrl;
import social.skein.http.WireTimes;
import social.skein.media.Attachment;
import social.skein.media.AttachmentView;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** A status to be posted later. Its id is its own; the posted status gets another one. */
record ScheduledStatus(StatusId id, AccountId author, Instant due, ScheduledParams params) {

    /** A scheduled status in the client API. */
    record ScheduledStatusView(
            String id, String scheduledAt, ScheduledParams params, List<AttachmentView> mediaAttachments) {}

    ScheduledStatus at(Instant newDue) {
        return new ScheduledStatus(id, author, newDue, params);
    }

    ScheduledStatusView toView(List<Attachment> media, PublicUrl origin) {
        return new ScheduledStatusView(
                id.toString(),
                WireTimes.format(due),
                params,
                media.stream().map(attachment -> attachment.toView(origin)).toList());
    }
}
