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
import social.skein.support.SelfSignedCertificate;

/** A broker that requires TLS and SASL. */
public final class SaslKafkaBroker implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final int port;
    private final Process broker;

    private SaslKafkaBroker(int port, Process broker) {
        this.port = port;
        this.broker = broker;
    }

    /** Starts a broker in an empty folder with one user. */
    public static SaslKafkaBroker start(Path folder, SelfSignedCertificate certificate, String user, String password)
            throws Exception {
        LoopbackPorts ports = new LoopbackPorts();
        int port = ports.reserve(0);
        int inside = ports.reserve(0);
        int controller = ports.reserve(0);
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
                        certificate.keyStore(),
                        SelfSignedCertificate.PASSWORD,
                        folder.resolve("log"),
                        ScramLoginModule.class.getName()));
        SaslKafkaBroker kafka = new SaslKafkaBroker(port, launch(folder, settings));
        if (!Polling.until(() -> LoopbackPorts.isListening(port) && LoopbackPorts.isListening(inside), TIMEOUT)) {
            throw new AssertionError("The broker does not start: " + Files.readString(folder.resolve("broker.log")));
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
                        KafkaMain.class.getName(),
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
    }

    private static void addUser(int plaintextPort, String user, String password) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) ("127.0.0.1:" + plaintextPort)))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
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
