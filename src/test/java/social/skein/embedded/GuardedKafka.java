package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import social.skein.support.Certified;

/** A broker that lets nobody in without TLS and a password. */
public final class GuardedKafka implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Process broker;

    private GuardedKafka(int port, Process broker) {
        this.port = port;
        this.broker = broker;
    }

    /** Starts one in an empty folder, with one user. */
    public static GuardedKafka start(Path folder, Certified certified, String user, String password) throws Exception {
        Ports ports = new Ports();
        int port = ports.free(0);
        int inside = ports.free(0);
        int controller = ports.free(0);
        Path settings = folder.resolve("server.properties");
        Files.writeString(settings, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%3$d
                listeners=SASL_SSL://127.0.0.1:%1$d,INSIDE://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=SASL_SSL://localhost:%1$d,INSIDE://127.0.0.1:%2$d
                listener.security.protocol.map=SASL_SSL:SASL_SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=INSIDE
                controller.listener.names=CONTROLLER
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=%7$s required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%4$s
                ssl.keystore.password=%5$s
                log.dirs=%6$s
                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                """.formatted(
                        port,
                        inside,
                        controller,
                        certified.store(),
                        Certified.PASSWORD,
                        folder.resolve("log"),
                        ScramLoginModule.class.getName()));
        GuardedKafka kafka = new GuardedKafka(port, launch(folder, settings));
        if (!Patience.until(() -> Ports.answers(port) && Ports.answers(inside), PATIENCE)) {
            throw new AssertionError("The broker never answers: " + Files.readString(folder.resolve("broker.log")));
        }
        addUser(inside, user, password);
        return kafka;
    }

    private static Process launch(Path folder, Path settings) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaChild.class.getName(),
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
    }

    private static void addUser(int inside, String user, String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) ("127.0.0.1:" + inside)))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws Exception {
        broker.destroyForcibly().waitFor();
    }
}
