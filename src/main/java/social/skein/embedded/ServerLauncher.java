package social.skein.embedded;

import java.nio.file.Path;
import java.time.Duration;

/** The server-specific part of an {@link EmbeddedServer}. */
sealed interface ServerLauncher permits PostgresLauncher, RedisLauncher, KafkaLauncher {
    /** The product name, for messages. */
    String name();

    DataFolder folder();

    /** The name of its folder in the data folder, which is its working folder. */
    String directoryName();

    default Path directory() {
        return folder().root().resolve(directoryName());
    }

    int port();

    Path log();

    /** Creates the files of the server at its first start, and launches it. */
    ChildProcess launch(Progress progress);

    /** Whether the server is ready for requests. */
    boolean isReady();

    /** The maximum start time on a slow machine, including crash recovery. */
    default Duration startTimeout() {
        return Duration.ofSeconds(60);
    }
}
