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
import social.skein.app.Waiting;
import social.skein.cluster.Hints;
import social.skein.kafka.Brokers;
import social.skein.kafka.KafkaClients;
import social.skein.sql.Db;
import social.skein.sql.Leadership;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Stage;

/** The relay on a real database, without the Kafka it would need. */
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long JOB = 4711;

    private static final Vertx VERTX = Vertx.vertx();
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = new Stage();
    }

    @AfterAll
    static void stop() {
        Waiting.on(VERTX.close(), PATIENCE, "Closing");
        stage.close();
    }

    /** A verticle that runs a relay to a port nobody listens on. */
    private static final class Lost extends VerticleBase {
        private final Relay relay;

        Lost() {
            Db db = new Db(PgBuilder.pool()
                    .connectingTo(stage.postgres().connectOptions())
                    .using(VERTX)
                    .build());
            Outbox outbox = new Outbox(db, new Hints(VERTX));
            KafkaProducer<String, String> nowhere = Waiting.on(
                    new KafkaClients(VERTX, Brokers.parse("127.0.0.1:1")).producer(), PATIENCE, "Making a producer");
            relay = new Relay(
                    VERTX,
                    outbox,
                    new KafkaCourier(VERTX, outbox, nowhere, "nowhere", new SimpleMeterRegistry()),
                    new Leadership(VERTX, stage.postgres(), JOB));
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
    void a_relay_that_waits_for_kafka_ends_when_it_is_told_to_and_keeps_every_fact() {
        Person alice = stage.signUp("alice");
        for (int i = 0; i < 20; i++) {
            alice.posts("Waiting " + i);
        }
        String deployed = Waiting.on(VERTX.deployVerticle(new Lost()), PATIENCE, "Starting the relay");
        Deployment.eventually(
                "the relay has its job",
                () -> !stage.sql("select objid::text from pg_locks where locktype = 'advisory' and objid = " + JOB)
                        .isEmpty());

        Waiting.on(VERTX.undeploy(deployed), Duration.ofSeconds(5), "Stopping the relay");

        assertThat(stage.factsOf(alice)).hasSize(20);
    }
}
