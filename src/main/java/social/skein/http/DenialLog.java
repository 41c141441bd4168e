package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import social.skein.auditlog.AuditLog;

/**
 * Writes down who is denied something or asks too often: the first time in a minute that somebody is, and of no more than a
 * hundred people or addresses, so that no flood of refusals becomes one of the log. What is left out is counted, and the next
 * line says how much it was; {@code skein_http_requests} counts all. Each event loop has one of its own.
 */
final class DenialLog {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_SUBJECTS = 100;
    private static final int MAX_TEXT_LENGTH = 100;

    private final Set<String> logged = new HashSet<>();
    private long windowEnd = System.nanoTime();
    private long suppressed;

    /** Looks at how a request ends. */
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
        String who = RequestAuthenticator.authenticatedViewer(context)
                .flatMap(Viewer::account)
                .map(account -> "account " + account)
                .orElse(address);
        if (!shouldLog(event + " " + who)) {
            suppressed++;
            return;
        }
        String what =
                context.request().method() + " " + truncate(context.request().path());
        String others = suppressed == 0 ? "" : ", and " + suppressed + " refusals before it that were not written";
        suppressed = 0;
        AuditLog.record(event, who, (who.equals(address) ? what : what + " from " + address) + others);
    }

    private boolean shouldLog(String refusal) {
        long now = System.nanoTime();
        if (now - windowEnd >= 0) {
            logged.clear();
            windowEnd = now + WINDOW_NANOS;
        }
        return logged.size() < MAX_SUBJECTS && logged.add(refusal);
    }

    /** As much as helps of what a client may make as long as it likes. */
    private static String truncate(String text) {
        return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
    }
}
