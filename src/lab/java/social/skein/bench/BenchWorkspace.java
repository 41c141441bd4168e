package social.skein.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes and files of a run, in a temporary folder. They are removed at its end, also after an abort. */
final class BenchWorkspace implements AutoCloseable {
    private static final int LOG_TAIL_LINES = 30;

    private final Path folder;
    private final Deque<Runnable> closeActions = new ArrayDeque<>();
    private volatile boolean closed;

    private BenchWorkspace(Path folder) {
        this.folder = folder;
    }

    static BenchWorkspace open() {
        try {
            BenchWorkspace workspace = new BenchWorkspace(Files.createTempDirectory("skein-bench-"));
            Runtime.getRuntime().addShutdownHook(new Thread(workspace::close, "cleanup"));
            return workspace;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Path folder() {
        return folder;
    }

    File logFile() {
        return folder.resolve("log").toFile();
    }

    /** Starts a JVM that runs until it is closed or the run ends. */
    synchronized JvmProcess startJvm(List<String> arguments, Map<String, String> settings) {
        if (closed) {
            throw new IllegalStateException("The workspace is closed");
        }
        JvmProcess process = JvmProcess.start(arguments, settings, logFile());
        closeActions.push(process::close);
        return process;
    }

    /** Registers an action for the end of the run. */
    synchronized void onClose(Runnable action) {
        closeActions.push(action);
    }

    /** Starts the bare server with the bytes of a response. */
    JvmProcess startReplayServer(Path headers, Path body) {
        String classes = System.getProperty("java.class.path");
        return startJvm(
                List.of("-cp", classes, ReplayServer.class.getName(), headers.toString(), body.toString()), Map.of());
    }

    /** Runs a program to its end and returns its output. */
    String runTool(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(logFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " exited with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the run has ended or was aborted. */
    boolean isClosed() {
        return closed;
    }

    /** Returns the last lines of the servers' error output. */
    String logTail() {
        try {
            List<String> lines = Files.exists(logFile().toPath())
                    ? Files.readAllLines(logFile().toPath())
                    : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** Stops processes in reverse order of their start, so that no process loses its stores while it runs. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!closeActions.isEmpty()) {
            closeActions.pop().run();
        }
        try {
            if (Files.exists(folder)) {
                deleteFolder();
            }
        } catch (IOException | UncheckedIOException failure) {
            System.err.println("Could not delete " + folder + ": " + failure.getMessage());
        }
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
