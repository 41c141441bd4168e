package social.skein.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times on the wire: UTC, {@code Z}, exactly three digits of fraction; anything else makes some client show "now". */
public final class Times {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Times() {}

    public static String instant(Instant instant) {
        return MILLIS.format(instant);
    }

    /** The midnight before; the day is all that is told of when an account was made. */
    public static String midnight(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.DAYS));
    }

    public static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
