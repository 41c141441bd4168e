package social.skein.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** What differs from server to server; {@link EmbeddedServer} is what they share. */
sealed interface ServerLauncher permits PostgresLauncher, RedisLauncher, KafkaLauncher {
    /** As people write it. */
    String name();

    DataFolder folder();

    int port();

    Path log();

    /** Lays out what the server needs on disk, at its first start, and starts it. */
    ChildProcess launch(Progress progress);

    /** Whether it takes work now. */
    boolean isReady();

    /** How long a start may take on a slow machine, recovery after a power cut included. */
    default Duration startTimeout() {
        return Duration.ofSeconds(60);
    }
}
