package social.skein.marker;

import java.util.Locale;

/** A timeline with a read position. */
public enum MarkerTimeline {
    HOME,
    NOTIFICATIONS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
