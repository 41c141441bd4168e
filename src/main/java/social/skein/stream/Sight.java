package social.skein.stream;

import social.skein.status.Status;
import social.skein.status.StatusView;

/**
 * A status that was looked up for all who are told of it.
 *
 * @param view as everybody without an account sees it
 */
record Sight(Status status, StatusView view, StatusHint.Change change) {

    /** The event for somebody without an account. */
    Event plain() {
        return event(view);
    }

    /** The event for somebody to whom it looks like this. */
    Event event(StatusView seen) {
        return change == StatusHint.Change.EDITED ? Event.statusUpdate(seen) : Event.update(seen);
    }
}
