package social.skein.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times on the wire: UTC, {@code Z}, exactly three digits of fraction; anything else makes some client show "now". */
public final class Times {
    /** Milliseconds as a number of three digits: the pattern {@code SSS} goes through a BigDecimal. */
    private static final DateTimeFormatter MILLIS = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss.")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Only the rate headers have six digits. */
    private static final DateTimeFormatter MICROS = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss.")
            .appendValue(ChronoField.MICRO_OF_SECOND, 6)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    public static String instant(Instant instant) {
        return MILLIS.format(instant);
    }

    static String micros(Instant instant) {
        return MICROS.format(instant);
    }

    /** The midnight before; the day is all that is told of when an account was made. */
    public static String midnight(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.DAYS));
    }

    public static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
