package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.cluster.Heartbeats;
import social.skein.support.DomainFixture;

/** Tests streams after hints of another process were lost, as in a network partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissedHintsTest {
    private final StreamFixture fixture = new StreamFixture();
    private final DomainFixture domain = fixture.domain;

    @BeforeAll
    void listen() {
        DomainFixture.await(new Heartbeats(domain.vertx, domain.hints, domain.metrics).start());
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void streams_that_may_lack_events_are_closed() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        publishFromOtherNode(StatusHint.HINT.address(), 3);
        publishFromOtherNode(StatusHint.HINT.address(), 3);
        DomainFixture.eventually("the other node is known", () -> memberCount() == 2);

        publishFromOtherNode(StatusHint.HINT.address(), 5);
        publishFromOtherNode(StatusHint.HINT.address(), 5);

        assertThat(alice.closeCode()).isEqualTo(1001);
        assertThat(fixture.closedCount("hints_lost")).isEqualTo(1);
        assertThat(domain.metrics.get("skein.cluster.hints.lost").counter().count())
                .isEqualTo(2);
    }

    private double memberCount() {
        return domain.metrics.get("skein.cluster.members").gauge().value();
    }

    private void publishFromOtherNode(String address, long sent) {
        domain.vertx
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
