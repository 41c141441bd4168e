package social.skein.embedded;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * The main class of the broker JVM: formats a new log folder, runs Kafka, and shuts down when its standard input ends.
 *
 * <p>The input is a pipe from the parent, so the broker ends however the parent does. A byte before the end of file
 * means that the parent is alive and waits; only then may the JVM take the time to write its class archive.
 */
public final class KafkaMain {
    /** Every message is flushed already, so a hanging shutdown can be cut without loss. */
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 4_000;

    /** Shorter without a parent: nothing waits for a clean end, and the next start should find the broker gone. */
    private static final long ORPHAN_SHUTDOWN_TIMEOUT_MILLIS = 2_500;

    private final KafkaRaftServer server;

    private KafkaMain(Properties settings) {
        this.server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
    }

    public static void main(String[] arguments) throws IOException {
        // Kafka names its files and compares its constants by the default locale.
        Locale.setDefault(Locale.ROOT);
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
            // Wait for the shutdown: the end of this thread would start the slower shutdown hooks of the JVM.
            parentWatch.join();
        } catch (RuntimeException | InterruptedException broken) {
            System.err.println("Kafka cannot start: " + broken);
            System.exit(1);
        }
    }

    private void shutDownWithParent() {
        boolean parentWaits = awaitStopRequest();
        background(
                "shutdown-timeout",
                () -> haltAfter(parentWaits ? SHUTDOWN_TIMEOUT_MILLIS : ORPHAN_SHUTDOWN_TIMEOUT_MILLIS));
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
        } catch (InterruptedException interrupted) {
            // Halt now.
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
