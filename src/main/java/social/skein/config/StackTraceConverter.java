package social.skein.config;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/**
 * The {@code %stackTrace} of a log pattern: a stack trace with every line indented, so that none looks like a log line.
 */
public final class StackTraceConverter extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return super.throwableProxyToString(failure)
                .lines()
                .map(line -> "    " + SingleLineConverter.escape(line.replace("\t", "    ")) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
