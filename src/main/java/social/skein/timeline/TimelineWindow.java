package social.skein.timeline;

import social.skein.http.Params;
import social.skein.model.PageRequest;

/** The window of a request for a timeline: 20 statuses by default, and 40 at most. */
final class TimelineWindow {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 40;

    private TimelineWindow() {}

    static PageRequest from(Params params) {
        return params.pageRequest(DEFAULT_LIMIT, MAX_LIMIT);
    }
}
