package social.skein.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;

class HintBusTest {
    private static final HintType<Note> NOTE = new HintType<>("note", Note.class);

    private final Vertx vertx = Vertx.vertx();
    private final HintBus hints = new HintBus(vertx);

    private record Note(String text) {}

    @AfterEach
    void close() {
        await(vertx.close());
    }

    /** Otherwise a process that stops would report all hints sent during its shutdown as lost. */
    @Test
    void hints_sent_after_a_subscription_is_cancelled_are_not_missed() {
        HintBus.HintSubscription subscription = await(hints.subscribeOnContext(NOTE, note -> {}));
        HintLossDetector detector = hints.lossDetector();
        for (int beat = 0; beat < 4; beat++) {
            assertThat(detector.onHeartbeat(heartbeat(0), hints.trackedAddresses(), 0))
                    .isEmpty();
        }

        await(subscription.cancel());

        for (int sent = 1; sent < 4; sent++) {
            assertThat(detector.onHeartbeat(heartbeat(sent), hints.trackedAddresses(), 0))
                    .isEmpty();
        }
    }

    @Test
    void hints_sent_to_a_subscription_that_never_arrive_are_missed() {
        await(hints.subscribeOnContext(NOTE, note -> {}));
        HintLossDetector detector = hints.lossDetector();
        for (int beat = 0; beat < 4; beat++) {
            detector.onHeartbeat(heartbeat(0), hints.trackedAddresses(), 0);
        }

        detector.onHeartbeat(heartbeat(1), hints.trackedAddresses(), 0);

        assertThat(detector.onHeartbeat(heartbeat(1), hints.trackedAddresses(), 0))
                .isEqualTo(Map.of("note", 1L));
    }

    private static Heartbeat heartbeat(long sent) {
        return new Heartbeat("another process", Map.of("note", sent));
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, Duration.ofSeconds(10), "Waiting");
    }
}
