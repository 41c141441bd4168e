package social.skein.config;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;

/**
 * The {@code %line} of a log pattern: the message, with everything escaped that ends a line, moves a terminal's cursor
 * or turns around the order of letters. Whoever gets a word of theirs into the log must not write a line of their own.
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
                .replaceAll(unseen -> "\\\\u%04x".formatted((int) unseen.group().charAt(0)));
    }
}
