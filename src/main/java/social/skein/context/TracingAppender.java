package social.skein.context;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;

/**
 * Lets a thread of its own write the log. The ids of the work are taken here, while its context is the current one: the
 * thread that writes has none.
 */
public final class TracingAppender extends AsyncAppender {
    @Override
    protected void preprocess(ILoggingEvent event) {
        if (event instanceof LoggingEvent fresh) {
            Trace.current()
                    .ifPresent(trace -> fresh.setMDCPropertyMap(
                            Map.of("request_id", trace.requestId(), "trace_id", trace.traceId())));
        }
        super.preprocess(event);
    }
}
