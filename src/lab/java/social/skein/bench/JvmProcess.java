package social.skein.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JVM of this run, with its CPU time and memory; it is stopped together with its child processes. */
final class JvmProcess implements AutoCloseable {
    private static final long STOP_TIMEOUT_SECONDS = 20;

    private final Process process;
    private final BufferedReader stdout;

    private JvmProcess(Process process) {
        this.process = process;
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts {@code java arguments}. Its error output goes to the log. It does not inherit SKEIN_ variables. */
    static JvmProcess start(List<String> arguments, Map<String, String> settings, File log) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java);
        builder.command().addAll(arguments);
        builder.environment().keySet().removeIf(name -> name.startsWith("SKEIN_"));
        builder.environment().putAll(settings);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
        try {
            return new JvmProcess(builder.start());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Reads the output of the process until a line contains the pattern, and returns its first group. */
    String awaitLine(Pattern pattern) {
        try {
            for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        throw new IllegalStateException("A process exited before it printed " + pattern + "; see the log");
    }

    /** Reads the remaining output in the background, so that the process never blocks on a full pipe. */
    void drainOutput(Consumer<String> line) {
        Thread reader = new Thread(
                () -> {
                    try {
                        stdout.lines().forEach(line);
                    } catch (UncheckedIOException closed) {
                        // The process was closed and has no more output.
                    }
                },
                "output-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for the process to exit, and returns whether it succeeded. */
    boolean awaitSuccess() {
        drainOutput(line -> {});
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends a signal: STOP pauses the process, CONT resumes it. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException("The signal " + name + " could not be sent", broken);
        }
    }

    /** Returns the process and its descendants. */
    Stream<ProcessHandle> processTree() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants());
    }

    long pid() {
        return process.pid();
    }

    /** Returns the CPU time of the process without its children. */
    Duration cpuTime() {
        return cpuTime(process.toHandle());
    }

    /** Returns the CPU time of its descendants: the stores of Skein. */
    Duration childrenCpuTime() {
        return process.toHandle().descendants().map(JvmProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    static Duration cpuTime(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Returns the bytes of heap that are in use after a collection. */
    long liveHeapBytes() throws IOException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("The output of jcmd has no heap usage");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** Returns the resident bytes of the process including its heap; 0 if the system does not report them. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
        return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
    }

    private String jcmd(String command) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process child = new ProcessBuilder(jcmd, Long.toString(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
