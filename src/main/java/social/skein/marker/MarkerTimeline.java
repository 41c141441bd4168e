package social.skein.marker;

import java.util.Locale;

/** What can be marked. */
public enum MarkerTimeline {
    HOME,
    NOTIFICATIONS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
