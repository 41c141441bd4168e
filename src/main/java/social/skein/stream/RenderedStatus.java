package social.skein.stream;

import social.skein.rendering.StatusView;
import social.skein.status.Status;

/**
 * A status that was looked up for all who are told of it.
 *
 * @param view as everybody without an account sees it
 */
record RenderedStatus(Status status, StatusView view, StatusHint.Change change) {

    /** The event for somebody without an account. */
    StreamEvent anonymousEvent() {
        return event(view);
    }

    /** The event for somebody to whom it looks like this. */
    StreamEvent event(StatusView viewerView) {
        return change == StatusHint.Change.EDITED
                ? StreamEvent.statusUpdate(viewerView)
                : StreamEvent.update(viewerView);
    }
}
