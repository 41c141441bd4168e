package social.skein.context;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;

/**
 * An asynchronous log appender that adds the current {@link Trace} to each event. It must do so on the logging thread:
 * the thread that writes the log has no Vert.x context.
 */
public final class TracingAppender extends AsyncAppender {
    @Override
    protected void preprocess(ILoggingEvent event) {
        if (event instanceof LoggingEvent mutable) {
            Trace.current()
                    .ifPresent(trace -> mutable.setMDCPropertyMap(
                            Map.of("request_id", trace.requestId(), "trace_id", trace.traceId())));
        }
        super.preprocess(event);
    }
}
