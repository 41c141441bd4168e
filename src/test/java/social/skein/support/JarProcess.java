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

/** One process of the jar: what it says, whom it started, and how it ends. */
public final class JarProcess {
    private static final Pattern HTTP_ADDRESS = Pattern.compile("Clients +http://localhost:(\\d+)");
    private static final Pattern OPS_ADDRESS = Pattern.compile("Operators +http://127\\.0\\.0\\.1:(\\d+)");
    /** What whoever stops a process is promised. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    /** What the servers need at most to notice that whoever started them is dead. */
    private static final Duration ORPHAN_TIMEOUT = Duration.ofSeconds(10);

    private final Process process;
    private final Path output;
    private final Path errors;

    JarProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Returns once it has printed this. */
    public JarProcess awaitOutput(String text) throws Exception {
        boolean said = JarRunner.waitFor(JarRunner.TIMEOUT, () -> output().contains(text) || !process.isAlive());
        if (!said || !output().contains(text)) {
            fail("It should have said \"" + text + "\". " + logTail());
        }
        return this;
    }

    /** Returns once it serves. */
    public JarProcess awaitReady() throws Exception {
        return awaitOutput("Ctrl-C");
    }

    /** Waits until it serves, or has ended instead. */
    public boolean awaitReadyOrExit() throws Exception {
        return JarRunner.waitFor(JarRunner.TIMEOUT, () -> output().contains("Ctrl-C") || !process.isAlive())
                && process.isAlive();
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

    /** The exit code of a process that ends by itself. */
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

    /** Those it started and those they started. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Tells it to stop, as an operator would, and holds it to what is promised: quick, and nobody stays behind. */
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

    /** Kills it and does not wait until it is gone. */
    public void killNow() {
        process.destroyForcibly();
    }

    /** Kills it as a power cut would; its children notice. */
    public void killAndVerify() throws Exception {
        List<ProcessHandle> children = children();
        process.destroyForcibly().waitFor();
        assertExited(children);
    }

    private static void assertExited(List<ProcessHandle> children) throws Exception {
        JarRunner.waitFor(ORPHAN_TIMEOUT, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(children.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::info))
                .as("left behind after " + ORPHAN_TIMEOUT)
                .isEmpty();
    }

    /** Ends it whatever its state, and all it started. */
    public void terminate() {
        List<ProcessHandle> family = children();
        process.destroy();
        try {
            if (!process.waitFor(2 * STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(child -> child.onExit().join());
    }

    /** The end of what it logged, for a failure. */
    public String logTail() throws IOException {
        List<String> lines = errors().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }

    private int port(Pattern pattern) throws IOException {
        Matcher found = pattern.matcher(output());
        assertThat(found.find()).as("a port in the banner " + output()).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
