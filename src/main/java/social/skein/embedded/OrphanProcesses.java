package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Records the server processes of the owner, so that the next owner can wait for their end.
 *
 * <p>After {@code kill -9} of the owner they need a moment to stop. Since pids are reused, the start time is recorded
 * as well.
 */
record OrphanProcesses(Path folder) {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);
    /**
     * The tolerance between two readings of a start time: Linux derives it from a boot time that is corrected from time
     * to time.
     */
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(2);

    void record(String server, long pid) {
        Optional<Instant> started =
                ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
        String line = pid + " " + started.map(Instant::toString).orElse("");
        Disk.writeSecret(folder.resolve(server), line);
    }

    void awaitExit() {
        for (Path file : Disk.children(folder)) {
            find(file).ifPresent(OrphanProcesses::awaitExit);
        }
    }

    private static void awaitExit(ProcessHandle orphan) {
        if (Polling.until(() -> !orphan.isAlive(), EXIT_TIMEOUT)) {
            return;
        }
        orphan.destroyForcibly();
        if (!Polling.until(() -> !orphan.isAlive(), EXIT_TIMEOUT)) {
            throw new EmbeddedServerException("Process " + orphan.pid()
                    + " of an earlier start of this data folder does not end; kill it, then start again.");
        }
    }

    private static Optional<ProcessHandle> find(Path file) {
        try {
            String[] parts = Files.readString(file).trim().split(" ");
            if (parts.length != 2) {
                return Optional.empty();
            }
            Instant recorded = Instant.parse(parts[1]);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start ->
                                    Duration.between(start, recorded).abs().compareTo(START_TIME_TOLERANCE) < 0)
                            .isPresent());
        } catch (IOException | RuntimeException halfWritten) {
            return Optional.empty();
        }
    }
}
