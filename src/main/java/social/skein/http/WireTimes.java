package social.skein.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times on the wire: UTC, {@code Z}, exactly three digits of fraction; anything else makes some client show "now". */
public final class WireTimes {
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
    /** Offsets come as {@code Z}, {@code +02:00} and {@code +0200}. */
    private static final DateTimeFormatter CLIENT_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX]")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private WireTimes() {}

    public static String format(Instant instant) {
        return MILLIS.format(instant);
    }

    public static String formatMicros(Instant instant) {
        return MICROS.format(instant);
    }

    /** The midnight before; the day is all that is told of when an account was made. */
    public static String formatMidnight(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.DAYS));
    }

    /** The time a client wrote, as ISO 8601 has it; without an offset it is UTC. Nothing where it is no time. */
    public static Optional<Instant> parse(String text) {
        try {
            TemporalAccessor read = CLIENT_FORMAT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    read instanceof OffsetDateTime there
                            ? there.toInstant()
                            : ((LocalDateTime) read).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    public static String formatDate(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
