package social.skein.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The free space on the disk of the data folder, checked in the background; logged when it runs out and when it is back. */
final class DiskSpaceMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpaceMonitor.class);
    private static final long INTERVAL_MILLIS = 5_000;

    /** PostgreSQL and Kafka allocate files of 16 MiB and more. */
    private static final long FULL_BYTES = 32L << 20;

    private static final long LOW_BYTES = 512L << 20;

    private final Vertx vertx;
    private final Path folder;
    private final LongSupplier usableBytes;
    private volatile State state = State.NONE;
    private volatile boolean closed;

    /** NONE without a data folder, as in a process that uses no embedded servers. */
    enum State {
        NONE,
        OK,
        LOW,
        FULL
    }

    DiskSpaceMonitor(Vertx vertx, Path folder, MeterRegistry metrics) {
        this(vertx, folder, folder.toFile()::getUsableSpace, metrics);
    }

    DiskSpaceMonitor(Vertx vertx, Path folder, LongSupplier usableBytes, MeterRegistry metrics) {
        this.vertx = vertx;
        this.folder = folder;
        this.usableBytes = usableBytes;
        if (Files.isDirectory(folder)) {
            new DiskSpaceMetrics(folder.toFile()).bindTo(metrics);
        }
    }

    /** Checks now, and again after each interval; succeeds after the first check. */
    Future<Void> start() {
        return check().onComplete(checked -> scheduleNext());
    }

    private void scheduleNext() {
        if (!closed) {
            vertx.setTimer(INTERVAL_MILLIS, due -> check().onComplete(checked -> scheduleNext()));
        }
    }

    /** On a worker thread, since a network file system may block. */
    Future<Void> check() {
        return vertx.executeBlocking(this::measure, false)
                .onSuccess(this::observe)
                .mapEmpty();
    }

    void stop() {
        closed = true;
    }

    private record Measurement(State state, long freeBytes) {}

    private Measurement measure() {
        long freeBytes = usableBytes.getAsLong();
        return new Measurement(stateOf(freeBytes), freeBytes);
    }

    private void observe(Measurement measured) {
        State current = measured.state;
        if (current == State.FULL && state != State.FULL) {
            LOG.error("The disk of {} is full: nothing can be stored until there is space", folder);
        } else if (current == State.LOW && state != State.LOW) {
            LOG.warn("Only {} MB are free on the disk of {}", megabytes(measured.freeBytes), folder);
        } else if (current == State.OK && (state == State.LOW || state == State.FULL)) {
            LOG.info("{} MB are free again on the disk of {}", megabytes(measured.freeBytes), folder);
        }
        state = current;
    }

    private State stateOf(long freeBytes) {
        if (!Files.isDirectory(folder)) {
            return State.NONE;
        }
        if (freeBytes < FULL_BYTES) {
            return State.FULL;
        }
        return freeBytes < LOW_BYTES ? State.LOW : State.OK;
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    boolean isFull() {
        return state == State.FULL;
    }

    /** Such as "full". */
    String label() {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
