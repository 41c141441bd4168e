package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.cluster.Heartbeats;
import social.skein.support.Village;

/** What becomes of streams when the hints of another process never came, after a partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BegunAgainTest {
    private final Stage stage = new Stage();
    private final Village village = stage.village;

    @BeforeAll
    void listen() {
        Village.await(new Heartbeats(village.vertx, village.hints, village.metrics).start());
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void who_may_have_missed_something_is_told_to_connect_again() {
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user");
        otherSays(StatusHint.HINT.address(), 3);
        otherSays(StatusHint.HINT.address(), 3);
        Village.eventually("the other is heard", () -> members() == 2);

        otherSays(StatusHint.HINT.address(), 5);
        otherSays(StatusHint.HINT.address(), 5);

        assertThat(alice.closeCode()).isEqualTo(1001);
        assertThat(stage.closed("missed")).isEqualTo(1);
        assertThat(village.metrics.get("skein.cluster.hints.lost").counter().count())
                .isEqualTo(2);
    }

    private double members() {
        return village.metrics.get("skein.cluster.members").gauge().value();
    }

    private void otherSays(String address, long sent) {
        village.vertx
                .eventBus()
                .publish(
                        "skein.heartbeat",
                        new JsonObject()
                                .put("from", "another")
                                .put("sent", new JsonObject().put(address, sent))
                                .encode(),
                        new DeliveryOptions().addHeader("from", "another"));
    }
}
