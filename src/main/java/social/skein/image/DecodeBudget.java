package social.skein.image;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.async.CurrentContext;

/**
 * Bounds the memory that all decoders of a process hold at once. Work starts in the order of its arrival, so a large
 * picture is not overtaken by small ones for ever. Safe on any thread; work starts on the context of its caller.
 */
public final class DecodeBudget {
    private static final Logger LOG = LoggerFactory.getLogger(DecodeBudget.class);

    /** What a picture of the largest accepted size needs as an ordinary photo. */
    private static final long LARGEST_PHOTO = 33_177_600L * 3 + 8_294_400L * 4;

    private final long capacity;
    private final Queue<Request> waiting = new ArrayDeque<>();
    private long held;
    private boolean granting;

    private record Request(long bytes, Promise<Void> permit) {}

    /** A budget of so many bytes, at least 1. */
    public DecodeBudget(long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a budget for decoders must be at least 1 byte");
        }
        this.capacity = capacity;
    }

    /**
     * A quarter of the maximum heap; more if the largest photo needs more, but never above half of it. A progressive JPEG
     * is partly held outside the heap, in memory of the same order.
     */
    public static DecodeBudget ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new DecodeBudget(Math.max(heap / 4, Math.min(LARGEST_PHOTO, heap / 2)));
    }

    /**
     * Runs the work once the budget has so many bytes left. Work that needs more than the whole budget runs alone. The
     * bytes are held until the future of the work completes.
     */
    public <T> Future<T> run(long bytes, Supplier<Future<T>> work) {
        Request request = new Request(Math.max(0, Math.min(bytes, capacity)), Promise.promise());
        synchronized (this) {
            waiting.add(request);
        }
        grant();
        return CurrentContext.deliver(request.permit().future())
                .compose(permitted -> work.get())
                .onComplete(done -> release(request));
    }

    /** Bytes that are held by running work. */
    public synchronized long held() {
        return held;
    }

    /** Requests that wait for bytes. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Bytes that can be held at once. */
    public long capacity() {
        return capacity;
    }

    private void release(Request request) {
        synchronized (this) {
            held -= request.bytes();
        }
        grant();
    }

    /** One thread at a time, and not re-entrant: work may end as soon as it starts, and then releases in here. */
    private void grant() {
        for (Request next = take(false); next != null; next = take(true)) {
            try {
                next.permit().complete();
            } catch (RuntimeException failure) {
                // Without a context, what listens to the result runs in here.
                LOG.warn("A listener to the result of decoding work failed", failure);
            }
        }
    }

    private synchronized @Nullable Request take(boolean continues) {
        if (granting && !continues) {
            return null;
        }
        Request head = waiting.peek();
        if (head == null || head.bytes() > capacity - held) {
            granting = false;
            return null;
        }
        granting = true;
        held += head.bytes();
        return waiting.remove();
    }
}
