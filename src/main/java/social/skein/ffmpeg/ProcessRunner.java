package social.skein.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs confined processes, and kills those that still run when it is closed. Blocking. */
final class ProcessRunner {
    private final Set<ConfinedProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Runs a command to its end or to its time limit. */
    RunOutcome run(List<String> command, Path folder, RunLimits limits) throws IOException {
        ConfinedProcess process = ConfinedProcess.start(command, folder, limits);
        running.add(process);
        try {
            if (closed) {
                process.kill();
            }
            RunOutcome outcome = process.await(limits.conversionTime());
            if (closed) {
                throw new FfmpegException("ffmpeg was stopped because this process shuts down", true);
            }
            return outcome;
        } finally {
            running.remove(process);
        }
    }

    void close() {
        closed = true;
        running.forEach(ConfinedProcess::kill);
    }
}
