package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import social.skein.trace.SecurityLog;

/**
 * Writes down who is denied something or asks too often: the first time in a minute that somebody is, and of no more than a
 * hundred people or addresses, so that no flood of refusals becomes one of the log. What is left out is counted, and the next
 * line says how much it was; {@code skein_http_requests} counts all. Each event loop has one of its own.
 */
final class Denials {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 100;
    private static final int LONGEST = 100;

    private final Set<String> told = new HashSet<>();
    private long end = System.nanoTime();
    private long untold;

    /** Looks at how a request ends. */
    void watch(RoutingContext context) {
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            if (status == 403 || status == 429) {
                note(context, status == 403 ? SecurityLog.Event.DENIED : SecurityLog.Event.LIMITED);
            }
        });
    }

    private void note(RoutingContext context, SecurityLog.Event event) {
        String address = "address " + start(ClientAddress.of(context).neighbourhood());
        String who = Callers.known(context)
                .flatMap(Viewer::account)
                .map(account -> "account " + account)
                .orElse(address);
        if (!isNews(event + " " + who)) {
            untold++;
            return;
        }
        String what = context.request().method() + " " + start(context.request().path());
        String others = untold == 0 ? "" : ", and " + untold + " refusals before it that were not written";
        untold = 0;
        SecurityLog.note(event, who, (who.equals(address) ? what : what + " from " + address) + others);
    }

    private boolean isNews(String refusal) {
        long now = System.nanoTime();
        if (now - end >= 0) {
            told.clear();
            end = now + WINDOW_NANOS;
        }
        return told.size() < MOST && told.add(refusal);
    }

    /** As much as helps of what a client may make as long as it likes. */
    private static String start(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
