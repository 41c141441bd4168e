package social.skein.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the jar, with its output, its child processes and its end. */
public final class JarProcess {
    private static final Pattern HTTP_ADDRESS = Pattern.compile("Clients +http://localhost:(\\d+)");
    private static final Pattern OPS_ADDRESS = Pattern.compile("Operators +http://127\\.0\\.0\\.1:(\\d+)");
    /** The promised maximum time of a stop. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    /** The maximum time until the servers notice that their parent process is dead. */
    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(10);

    private final Process process;
    private final Path output;
    private final Path errors;

    JarProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Waits until it has printed this text. */
    public JarProcess awaitOutput(String text) throws Exception {
        boolean printed = JarRunner.waitFor(JarRunner.TIMEOUT, () -> output().contains(text) || !process.isAlive());
        if (!printed || !output().contains(text)) {
            fail("The process did not print \"" + text + "\". " + logTail());
        }
        return this;
    }

    /** Waits until it serves requests. */
    public JarProcess awaitReady() throws Exception {
        boolean ready = JarRunner.waitFor(JarRunner.TIMEOUT, () -> isReady() || !process.isAlive());
        if (!ready || !isReady()) {
            fail("The process does not serve. " + logTail());
        }
        return this;
    }

    /** Waits until it serves requests or has ended; returns whether it serves requests. */
    public boolean awaitReadyOrExit() throws Exception {
        return JarRunner.waitFor(JarRunner.TIMEOUT, () -> isReady() || !process.isAlive()) && process.isAlive();
    }

    /** It says where it serves on stdout, or, if its log must be JSON, in the log. */
    private boolean isReady() throws IOException {
        return output().contains("Ctrl-C") || errors().contains("Skein is running");
    }

    public int httpPort() throws IOException {
        return port(HTTP_ADDRESS);
    }

    public int opsPort() throws IOException {
        return port(OPS_ADDRESS);
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    public String errors() throws IOException {
        return Files.readString(errors);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the exit code of a process that ends by itself. */
    public int awaitExitCode() {
        try {
            assertThat(process.waitFor(JarRunner.TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Returns all descendant processes. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Stops it as an operator would, and asserts that it ends in the promised time and leaves no process behind. */
    public void stopAndVerify() throws Exception {
        List<ProcessHandle> children = children();
        process.destroy();
        assertThat(process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .as("it stops within " + STOP_TIMEOUT)
                .isTrue();
        assertExited(children);
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it without waiting for its end. */
    public void killNow() {
        process.destroyForcibly();
    }

    /** Kills it like a power failure, and asserts that its children end. */
    public void killAndVerify() throws Exception {
        List<ProcessHandle> children = children();
        process.destroyForcibly().waitFor();
        assertExited(children);
    }

    private static void assertExited(List<ProcessHandle> children) throws Exception {
        JarRunner.waitFor(ORPHAN_TIMEOUT, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(children.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::info))
                .as("processes left after " + ORPHAN_TIMEOUT)
                .isEmpty();
    }

    /** Ends it in any state, with all its descendants. */
    public void terminate() {
        List<ProcessHandle> children = children();
        process.destroy();
        try {
            if (!process.waitFor(2 * STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    /** Returns the last lines of its log, for failure messages. */
    public String logTail() throws IOException {
        List<String> lines = errors().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }

    private int port(Pattern pattern) throws IOException {
        String announced = output() + errors();
        Matcher matcher = pattern.matcher(announced);
        assertThat(matcher.find()).as("a port in " + announced).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
