package social.skein.trace;

import ch.qos.logback.classic.spi.ILoggingEvent;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/** Adds {@code request_id} and {@code trace_id} to a JSON log line that was written while serving a request. */
public final class TraceFields extends AbstractJsonProvider<ILoggingEvent> {
    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        Trace trace = Trace.current().orElse(null);
        if (trace != null) {
            generator.writeStringProperty("request_id", trace.request());
            generator.writeStringProperty("trace_id", trace.trace());
        }
    }
}
