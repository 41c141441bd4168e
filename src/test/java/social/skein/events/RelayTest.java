package social.skein.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.pgclient.PgBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.cluster.HintBus;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaUri;
import social.skein.sql.Db;
import social.skein.sql.LeaderLease;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the relay on a real database with an unreachable Kafka. */
class RelayTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Vertx VERTX = Vertx.vertx();
    private static ApiOnlyInstance api;

    @BeforeAll
    static void start() {
        api = new ApiOnlyInstance();
    }

    @AfterAll
    static void stop() {
        Blocking.await(VERTX.close(), TIMEOUT, "Closing");
        api.close();
    }

    /** A relay that publishes to a port without a listener. */
    private static final class UnreachableKafkaRelay extends VerticleBase {
        private final OutboxRelay relay;

        UnreachableKafkaRelay() {
            Db db = new Db(PgBuilder.pool()
                    .connectingTo(api.postgres().connectOptions())
                    .using(VERTX)
                    .build());
            Outbox outbox = new Outbox(db, new HintBus(VERTX));
            KafkaProducer<String, String> producer = Blocking.await(
                    new KafkaClients(VERTX, KafkaUri.parse("127.0.0.1:1")).producer(), TIMEOUT, "Creating a producer");
            relay = new OutboxRelay(
                    VERTX,
                    outbox,
                    new KafkaOutboxPublisher(VERTX, outbox, producer, "unreachable", new SimpleMeterRegistry()),
                    new LeaderLease(
                            VERTX, db, System::nanoTime, new LeaderLease.LeaderName(Outbox.RELAY, "a process")));
        }

        @Override
        public Future<?> start() {
            return relay.start();
        }

        @Override
        public Future<?> stop() {
            return relay.stop();
        }
    }

    @Test
    void a_relay_that_waits_for_kafka_stops_on_request_and_loses_no_fact() {
        Person alice = api.signUp("alice");
        for (int i = 0; i < 20; i++) {
            alice.posts("Waiting " + i);
        }
        String deployed =
                Blocking.await(VERTX.deployVerticle(new UnreachableKafkaRelay()), TIMEOUT, "Starting the relay");
        TestDeployment.eventually(
                "the relay holds its lease",
                () -> !api.sql("select holder from leader_lease where expires_at > now()")
                        .isEmpty());

        Blocking.await(VERTX.undeploy(deployed), Duration.ofSeconds(5), "Stopping the relay");

        assertThat(api.factsOf(alice)).hasSize(20);
    }
}
