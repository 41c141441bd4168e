package social.skein.embedded;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
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
 * <p>That input is a pipe from the process that started it, so it ends however that process dies. A line before the end means that
 * the process lives and waits: only then is there time for the JVM to keep its classes for the next start.
 */
public final class KafkaMain {
    /** Every message is flushed already, so a shutdown that hangs may be cut without loss. */
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 4_000;

    /** Nobody waits for an orderly end of what its parent left behind, and what starts next should find it gone. */
    private static final long ORPHAN_SHUTDOWN_TIMEOUT_MILLIS = 2_500;

    private final KafkaRaftServer server;

    private KafkaMain(Properties settings) {
        this.server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        if (!Files.exists(Path.of(settings.getProperty("log.dirs"), "meta.properties"))) {
            format(file);
        }
        new KafkaMain(settings).run();
    }

    private static void format(Path settings) {
        String cluster = Uuid.randomUuid().toString();
        String[] command = {"format", "--ignore-formatted", "--cluster-id", cluster, "--config", settings.toString()};
        if (StorageTool.execute(command, System.err) != 0) {
            System.exit(1);
        }
    }

    private void run() {
        Thread parentWatch = background("parent-watch", this::shutDownWithParent);
        try {
            server.startup();
            // Not until the server is down: the end of this thread would end the JVM in the order that takes longer.
            parentWatch.join();
        } catch (RuntimeException | InterruptedException broken) {
            System.err.println("Kafka cannot start: " + broken);
            System.exit(1);
        }
    }

    private void shutDownWithParent() {
        boolean parentWaits = awaitStopRequest();
        background(
                "impatience", () -> haltAfter(parentWaits ? SHUTDOWN_TIMEOUT_MILLIS : ORPHAN_SHUTDOWN_TIMEOUT_MILLIS));
        server.shutdown();
        if (parentWaits) {
            System.exit(0);
        }
        Runtime.getRuntime().halt(0);
    }

    private static boolean awaitStopRequest() {
        try {
            return System.in.read() >= 0;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void haltAfter(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException now) {
            // Then at once.
        }
        Runtime.getRuntime().halt(0);
    }

    @CanIgnoreReturnValue
    private static Thread background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
