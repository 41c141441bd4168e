package social.skein.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import social.skein.app.Blocking;

/** Tests what the report and the log say about a disk, with the free bytes that the test chooses. */
class DiskSpaceMonitorTest {
    private static final long MEGABYTE = 1L << 20;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong free = new AtomicLong();
    private final Logger log = (Logger) LoggerFactory.getLogger(DiskSpaceMonitor.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void capture() {
        events.start();
        log.addAppender(events);
    }

    @AfterEach
    void close() {
        log.detachAppender(events);
        Blocking.await(vertx.close(), Duration.ofSeconds(10), "Closing");
    }

    @Test
    void a_disk_that_fills_up_and_is_freed_is_reported_and_logged_once() {
        DiskSpaceMonitor disk = new DiskSpaceMonitor(vertx, folder, free::get, metrics);

        assertThat(stateAt(disk, 10_000 * MEGABYTE)).isEqualTo("ok");
        assertThat(stateAt(disk, 400 * MEGABYTE)).isEqualTo("low");
        assertThat(stateAt(disk, 399 * MEGABYTE)).isEqualTo("low");
        assertThat(disk.isFull()).isFalse();
        assertThat(stateAt(disk, 3 * MEGABYTE)).isEqualTo("full");
        assertThat(stateAt(disk, 0)).isEqualTo("full");
        assertThat(disk.isFull()).isTrue();
        assertThat(stateAt(disk, 600 * MEGABYTE)).isEqualTo("ok");

        assertThat(events.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        Level.WARN + " Only 400 MB are free on the disk of " + folder,
                        Level.ERROR + " The disk of " + folder + " is full: nothing can be stored until there is space",
                        Level.INFO + " 600 MB are free again on the disk of " + folder);
        assertThat(metrics.get("disk.free").gauge().value()).isPositive();
    }

    @Test
    void a_process_without_a_data_folder_reports_no_disk() {
        DiskSpaceMonitor disk = new DiskSpaceMonitor(vertx, folder.resolve("missing"), free::get, metrics);

        assertThat(stateAt(disk, 0)).isEqualTo("none");
        assertThat(disk.isFull()).isFalse();
        assertThat(metrics.getMeters()).isEmpty();
    }

    private String stateAt(DiskSpaceMonitor disk, long bytes) {
        free.set(bytes);
        Blocking.await(disk.check(), Duration.ofSeconds(10), "Checking");
        return disk.label();
    }
}
