package social.skein.stream;

import social.skein.rendering.StatusView;
import social.skein.status.Status;

/**
 * A status loaded once for all its recipients.
 *
 * @param view the status as an anonymous viewer sees it
 */
record RenderedStatus(Status status, StatusView view, StatusHint.Change change) {

    /** The event for anonymous viewers. */
    StreamEvent anonymousEvent() {
        return event(view);
    }

    /** The event for the viewers with this view of the status. */
    StreamEvent event(StatusView viewerView) {
        return change == StatusHint.Change.EDITED
                ? StreamEvent.statusUpdate(viewerView)
                : StreamEvent.update(viewerView);
    }
}
