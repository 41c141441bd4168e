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

/** All that a run makes on this machine, in a temporary folder: it is gone when the run is, also when that is broken off. */
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
            BenchWorkspace premises = new BenchWorkspace(Files.createTempDirectory("skein-bench-"));
            Runtime.getRuntime().addShutdownHook(new Thread(premises::close, "tidies up"));
            return premises;
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

    /** Starts a JVM that lasts until it is closed or the run ends. */
    synchronized JvmProcess startJvm(List<String> arguments, Map<String, String> settings) {
        if (closed) {
            throw new IllegalStateException("The run is over");
        }
        JvmProcess process = JvmProcess.start(arguments, settings, logFile());
        closeActions.push(process::close);
        return process;
    }

    /** Something that ends with the run, unless it has ended before. */
    synchronized void onClose(Runnable end) {
        closeActions.push(end);
    }

    /** Starts the bare server with the bytes of an answer. */
    JvmProcess startReplayServer(Path headers, Path body) {
        String classes = System.getProperty("java.class.path");
        return startJvm(
                List.of("-cp", classes, ReplayServer.class.getName(), headers.toString(), body.toString()), Map.of());
    }

    /** What a program says that runs to its end. */
    String runTool(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(logFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }

    /** Whether the run was broken off, or has ended. */
    boolean isClosed() {
        return closed;
    }

    /** The end of what the servers complained of. */
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

    /** Stops what was started last first, so that nobody loses its stores before it ends. */
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
        } catch (IOException | UncheckedIOException left) {
            System.err.println("Left behind in " + folder + ": " + left.getMessage());
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
