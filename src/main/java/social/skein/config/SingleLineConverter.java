package social.skein.config;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The {@code %singleLine} of a log pattern: the message with line breaks, control characters and bidirectional marks
 * escaped, so that user-supplied text cannot forge a log line.
 */
public final class SingleLineConverter extends MessageConverter {
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\\u2028\\u2029\\p{Cf}]");

    @Override
    public String convert(ILoggingEvent event) {
        return escape(super.convert(event));
    }

    static String escape(String text) {
        return CONTROL_CHARACTERS
                .matcher(text)
                .replaceAll(match -> String.format(
                        Locale.ROOT, "\\\\u%04x", (int) match.group().charAt(0)));
    }
}
