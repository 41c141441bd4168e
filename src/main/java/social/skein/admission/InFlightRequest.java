package social.skein.admission;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import social.skein.context.Deadline;
import social.skein.http.RequestPermit;
import social.skein.model.Problem;

/** One request that was let in. All that happens to it happens on its own event loop. */
final class InFlightRequest implements RequestPermit {
    private final ConcurrencyLimiter limiter;
    private final RequestPriority priority;
    private final Duration timeout;
    private final RoutingContext context;
    private final Deadline deadline;
    private long startedNanos = System.nanoTime();
    private boolean holdsPermit = true;
    private boolean ended;

    private InFlightRequest(
            ConcurrencyLimiter limiter, RequestPriority priority, Duration timeout, RoutingContext context) {
        this.limiter = limiter;
        this.priority = priority;
        this.timeout = timeout;
        this.context = context;
        this.deadline = Deadline.after(timeout);
    }

    /** Begins one that has a place already. */
    static InFlightRequest start(
            ConcurrencyLimiter limiter, RequestPriority priority, Duration timeout, RoutingContext context) {
        InFlightRequest visit = new InFlightRequest(limiter, priority, timeout, context);
        visit.deadline.makeCurrent();
        visit.attach(context);
        return visit;
    }

    @Override
    public boolean reacquire() {
        if (!holdsPermit && !ended) {
            holdsPermit = limiter.tryAcquire(priority);
            startedNanos = System.nanoTime();
            deadline.restart(timeout);
        }
        if (!holdsPermit) {
            LoadShedder.reject(context.request());
        }
        return holdsPermit;
    }

    @Override
    public void becomeStream() {
        deadline.disable();
        release();
    }

    /** It was answered, or there is nobody left to answer. */
    void finish(boolean answered) {
        ended = true;
        if (!answered) {
            deadline.cancel();
        }
        if (holdsPermit && answered && isLatencySample()) {
            holdsPermit = false;
            limiter.release(startedNanos);
        } else {
            release();
        }
    }

    /** Of what people read, how long it takes tells how busy we are; a search or a password takes what it takes. */
    private boolean isLatencySample() {
        return priority == RequestPriority.NORMAL && context.response().getStatusCode() < 500;
    }

    @Override
    public void release() {
        if (holdsPermit) {
            holdsPermit = false;
            limiter.release();
        }
    }

    boolean isOverdue() {
        return holdsPermit && deadline.isExpired();
    }

    void timeOut() {
        limiter.recordTimeout();
        context.fail(new Problem.DeadlineExceeded());
    }
}
