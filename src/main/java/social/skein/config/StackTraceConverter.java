package social.skein.config;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/** The {@code %trace} of a log pattern: a stack trace, of which no line begins where a line of the log does. */
public final class StackTraceConverter extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return super.throwableProxyToString(failure)
                .lines()
                .map(line -> "    " + SingleLineConverter.escape(line.replace("\t", "    ")) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
