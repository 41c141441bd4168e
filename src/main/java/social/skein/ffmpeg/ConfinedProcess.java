package social.skein.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import social.skein.embedded.OperatingSystem;

/**
 * A run of a program under confine.sh: with limits of time, memory and file size, a low priority, no input, and an empty
 * environment. It runs in a session of its own, all of which is killed when the run is over or this process dies.
 */
final class ConfinedProcess {
    private static final String SCRIPT = script();
    private static final String STDOUT = "stdout";

    /** The unit of {@code ulimit -f} in POSIX. */
    private static final int BLOCK_BYTES = 512;

    private final Process process;
    private final Path folder;
    private volatile boolean timedOut;

    private ConfinedProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts a program in its working folder, which also receives its stdout. */
    static ConfinedProcess start(List<String> command, Path folder, RunLimits limits) throws IOException {
        List<String> confined = new ArrayList<>(OperatingSystem.sessionCommand());
        confined.addAll(List.of("sh", "-c", SCRIPT, "confine"));
        confined.add(Long.toString(limits.memoryBytes() / 1_024));
        confined.add(Long.toString(limits.conversionTime().toSeconds() * limits.threads() + 1));
        confined.add(Long.toString(limits.outputBytes() / BLOCK_BYTES));
        confined.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(confined)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(STDOUT).toFile());
        setEnvironment(builder.environment());
        return new ConfinedProcess(builder.start(), folder);
    }

    private static void setEnvironment(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        Optional<String> libraries = Optional.ofNullable(environment.get("LD_LIBRARY_PATH"));
        environment.clear();
        environment.put("PATH", path);
        libraries.ifPresent(folders -> environment.put("LD_LIBRARY_PATH", folders));
        environment.put("LANG", "C");
    }

    /** Waits for the end, for at most the given time; then it kills the program. Blocks. */
    RunOutcome await(Duration timeLimit) throws IOException {
        CompletableFuture<?> deadline = process.onExit()
                .orTimeout(timeLimit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, late) -> killIfLate(late));
        try {
            String errors = ErrorTail.read(process.getErrorStream());
            int exitCode = process.waitFor();
            return new RunOutcome(exitCode, timedOut, Files.readString(folder.resolve(STDOUT)), errors);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            deadline.cancel(false);
            kill();
        }
    }

    /** Kills the program and all its descendants, or what is left of them. Does not block. */
    void kill() {
        try {
            // confine.sh then kills the process group.
            process.getOutputStream().close();
        } catch (IOException ended) {
            // Already down.
        }
        process.destroyForcibly();
    }

    private void killIfLate(@Nullable Throwable late) {
        if (late != null && process.isAlive()) {
            timedOut = true;
            kill();
        }
    }

    private static String script() {
        try (InputStream script = ConfinedProcess.class.getResourceAsStream("confine.sh")) {
            if (script == null) {
                throw new IllegalStateException("confine.sh is missing from the jar; rebuild it with mvn package.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException("confine.sh cannot be read from the jar", broken);
        }
    }
}
