package social.skein.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker's JVM: Kafka, formatted when new, that ends in good order when its standard input does.
 *
 * <p>That input is a pipe from the process that started it, so it ends however that process dies.
 */
public final class KafkaChild {
    /** Every message is flushed already, so a shutdown that hangs may be cut without loss. */
    private static final long SHUTDOWN_MILLIS = 4_000;

    private KafkaChild() {}

    public static void main(String[] arguments) throws IOException {
        Thread watch = new Thread(KafkaChild::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Path file = Path.of(arguments[0]);
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        if (!Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"))) {
            format(file);
        }
        run(settings);
    }

    private static void format(Path settings) {
        String cluster = Uuid.randomUuid().toString();
        String[] command = {"format", "--ignore-formatted", "--cluster-id", cluster, "--config", settings.toString()};
        if (StorageTool.execute(command, System.err) != 0) {
            System.exit(1);
        }
    }

    private static void run(Properties settings) {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        try {
            server.startup();
            server.awaitShutdown();
        } catch (RuntimeException broken) {
            System.err.println("Kafka cannot start: " + broken);
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            // Nothing is ever sent; whatever should come is not an order.
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException closed) {
            // As good as its end.
        }
        Thread impatience = new Thread(KafkaChild::haltLater, "impatience");
        impatience.setDaemon(true);
        impatience.start();
        System.exit(0);
    }

    private static void haltLater() {
        try {
            Thread.sleep(SHUTDOWN_MILLIS);
        } catch (InterruptedException now) {
            // Then at once.
        }
        Runtime.getRuntime().halt(0);
    }
}
