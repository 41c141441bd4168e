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

/** A JVM of this run: started, asked what CPU time it took, and stopped with all it started itself. */
final class JvmProcess implements AutoCloseable {
    private static final long STOP_TIMEOUT_SECONDS = 20;

    private final Process process;
    private final BufferedReader stdout;

    private JvmProcess(Process process) {
        this.process = process;
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts {@code java arguments}; what it complains of goes to the log. Settings of our own caller do not count. */
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

    /** Reads what the process prints until a line holds the pattern, and returns its first group. */
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
        throw new IllegalStateException("A process ended before it said " + pattern + "; the log says why");
    }

    /** Has somebody read on, so that the process never waits for its reader. */
    void drainOutput(Consumer<String> line) {
        Thread reader = new Thread(
                () -> {
                    try {
                        stdout.lines().forEach(line);
                    } catch (UncheckedIOException over) {
                        // It was closed, and has nothing more to say.
                    }
                },
                "reads on");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits until it ends by itself, and says whether all went well. */
    boolean awaitSuccess() {
        drainOutput(line -> {});
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }

    /** Sends it a signal: STOP halts it as it is, CONT lets it go on. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException("A process could not be sent " + name, broken);
        }
    }

    /** The process, and all it started. */
    Stream<ProcessHandle> processTree() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants());
    }

    long pid() {
        return process.pid();
    }

    /** CPU time of the process itself. */
    Duration cpuTime() {
        return cpuTime(process.toHandle());
    }

    /** CPU time of what it started: Skein's stores. */
    Duration childrenCpuTime() {
        return process.toHandle().descendants().map(JvmProcess::cpuTime).reduce(Duration.ZERO, Duration::plus);
    }

    static Duration cpuTime(ProcessHandle handle) {
        return handle.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Bytes of its heap that are in use after a collection. */
    long liveHeapBytes() throws IOException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not say how much heap is used");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    /** Bytes of memory it holds, the heap among them; 0 where the system does not say. */
    long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        Matcher held = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
        return held.find() ? Long.parseLong(held.group(1)) * 1024 : 0;
    }

    private String jcmd(String what) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
