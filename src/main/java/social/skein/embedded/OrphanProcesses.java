package social.skein.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which processes the last owner of the folder started, so that the next one waits for them to end.
 *
 * <p>After a {@code kill -9} they need a moment to notice. A pid alone says little, as numbers are used again: the time it started
 * goes with it.
 */
record OrphanProcesses(Path folder) {
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);
    /** How far apart two readings of one process' start may be: Linux derives it from a boot time that is corrected now and then. */
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

    private static void awaitExit(ProcessHandle survivor) {
        if (Polling.until(() -> !survivor.isAlive(), EXIT_TIMEOUT)) {
            return;
        }
        survivor.destroyForcibly();
        if (!Polling.until(() -> !survivor.isAlive(), EXIT_TIMEOUT)) {
            throw new EmbeddedServerException("Process " + survivor.pid()
                    + " of a former start of this data folder does not end; end it, then start again.");
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
