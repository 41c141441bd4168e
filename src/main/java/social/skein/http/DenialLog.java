package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import social.skein.auditlog.AuditLog;

/**
 * Writes 403 and 429 responses to the audit log: once a minute for each account or address, and for at most a hundred
 * of them, so that a flood of denials does not flood the log. The next line contains the number of omitted denials; the
 * metric {@code skein_http_requests} counts all. One instance per event loop, not thread-safe.
 */
final class DenialLog {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_SUBJECTS = 100;
    private static final int MAX_TEXT_LENGTH = 100;

    private final Set<String> logged = new HashSet<>();
    private long windowEnd = System.nanoTime();
    private long suppressed;

    /** Logs the request when it ends, if it was denied. */
    void watch(RoutingContext context) {
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            if (status == 403 || status == 429) {
                log(context, status == 403 ? AuditLog.Event.DENIED : AuditLog.Event.RATE_LIMITED);
            }
        });
    }

    private void log(RoutingContext context, AuditLog.Event event) {
        String address = "address " + truncate(ClientAddress.from(context).networkPrefix());
        String actor = RequestAuthenticator.authenticatedViewer(context)
                .flatMap(Caller::account)
                .map(account -> "account " + account)
                .orElse(address);
        if (!shouldLog(event + " " + actor)) {
            suppressed++;
            return;
        }
        String endpoint =
                context.request().method() + " " + truncate(context.request().path());
        String omitted = suppressed == 0 ? "" : "; " + suppressed + " earlier denials were not logged";
        suppressed = 0;
        AuditLog.record(event, actor, (actor.equals(address) ? endpoint : endpoint + " from " + address) + omitted);
    }

    private boolean shouldLog(String denial) {
        long now = System.nanoTime();
        if (now - windowEnd >= 0) {
            logged.clear();
            windowEnd = now + WINDOW_NANOS;
        }
        return logged.size() < MAX_SUBJECTS && logged.add(denial);
    }

    /** Bounds text whose length the client chooses. */
    private static String truncate(String text) {
        return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
    }
}
