package social.skein.admission;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import social.skein.context.Deadline;
import social.skein.http.RequestPermit;
import social.skein.model.Problem;

/** An admitted request with its permit and deadline. Confined to the request's event loop. */
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

    /** Starts tracking a request for which the caller has taken a permit. */
    static InFlightRequest start(
            ConcurrencyLimiter limiter, RequestPriority priority, Duration timeout, RoutingContext context) {
        InFlightRequest request = new InFlightRequest(limiter, priority, timeout, context);
        request.deadline.makeCurrent();
        request.attach(context);
        return request;
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

    /** Ends the request: it was answered, or its client disconnected, in which case the remaining work is cancelled. */
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

    /** Only reads of normal priority show the load; a search or a password hash is slow at any load. */
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
