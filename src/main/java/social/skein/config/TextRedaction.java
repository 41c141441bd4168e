package social.skein.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** The {@code %redacted(...)} of a log pattern: its content with secrets masked. */
public final class TextRedaction extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String text) {
        return SecretMasker.redact(text);
    }
}
