package social.skein.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Times on the wire: UTC with {@code Z} and exactly three fraction digits; some clients show anything else as "now".
 */
public final class WireTimes {
    /** Formats milliseconds as an integer field; the pattern {@code SSS} would go through a BigDecimal. */
    private static final DateTimeFormatter MILLIS = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss.")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Only the rate limit headers have six fraction digits. */
    private static final DateTimeFormatter MICROS = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd'T'HH:mm:ss.")
            .appendValue(ChronoField.MICRO_OF_SECOND, 6)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Clients send offsets as {@code Z}, {@code +02:00} and {@code +0200}. Strict: there is no 30 February. */
    private static final DateTimeFormatter CLIENT_FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendPattern("[XXX][XX]")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WireTimes() {}

    public static String format(Instant instant) {
        return MILLIS.format(instant);
    }

    public static String formatMicros(Instant instant) {
        return MICROS.format(instant);
    }

    /** The preceding midnight; the API shows only the day on which an account was created. */
    public static String formatMidnight(Instant instant) {
        return MILLIS.format(instant.truncatedTo(ChronoUnit.DAYS));
    }

    /** Parses an ISO 8601 time, as UTC if it has no offset; empty if malformed. */
    public static Optional<Instant> parse(String text) {
        try {
            TemporalAccessor parsed = CLIENT_FORMAT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime withOffset
                            ? withOffset.toInstant()
                            : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    public static String formatDate(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
