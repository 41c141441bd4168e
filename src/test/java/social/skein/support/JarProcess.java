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
    private static final Pattern CLIENTS = Pattern.compile("Clients +http://localhost:(\\d+)");
    private static final Pattern OPERATORS = Pattern.compile("Operators +http://127\\.0\\.0\\.1:(\\d+)");
    /** What whoever stops a process is promised. */
    private static final Duration STOP = Duration.ofSeconds(10);
    /** What the servers need at most to notice that whoever started them is dead. */
    private static final Duration NOTICE = Duration.ofSeconds(10);

    private final Process process;
    private final Path output;
    private final Path errors;

    JarProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Returns once it has printed this. */
    public JarProcess says(String sentence) throws Exception {
        boolean said = Machine.holds(Machine.PATIENCE, () -> output().contains(sentence) || !process.isAlive());
        if (!said || !output().contains(sentence)) {
            fail("It should have said \"" + sentence + "\". " + lastWords());
        }
        return this;
    }

    /** Returns once it serves. */
    public JarProcess serves() throws Exception {
        return says("Ctrl-C");
    }

    /** Waits until it serves, or has ended instead. */
    public boolean isUp() throws Exception {
        return Machine.holds(Machine.PATIENCE, () -> output().contains("Ctrl-C") || !process.isAlive())
                && process.isAlive();
    }

    public int httpPort() throws IOException {
        return port(CLIENTS);
    }

    public int opsPort() throws IOException {
        return port(OPERATORS);
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
    public int exitCode() {
        try {
            assertThat(process.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS))
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
    public void stops() throws Exception {
        List<ProcessHandle> children = children();
        process.destroy();
        assertThat(process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS))
                .as("it stops within " + STOP)
                .isTrue();
        areGone(children);
    }

    public long pid() {
        return process.pid();
    }

    /** Kills it and does not wait until it is gone. */
    public void shoot() {
        process.destroyForcibly();
    }

    /** Kills it as a power cut would; its children notice. */
    public void isKilled() throws Exception {
        List<ProcessHandle> children = children();
        process.destroyForcibly().waitFor();
        areGone(children);
    }

    private static void areGone(List<ProcessHandle> children) throws Exception {
        Machine.holds(NOTICE, () -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(children.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::info))
                .as("left behind after " + NOTICE)
                .isEmpty();
    }

    /** Ends it whatever its state, and all it started. */
    public void end() {
        List<ProcessHandle> family = children();
        process.destroy();
        try {
            if (!process.waitFor(2 * STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(child -> child.onExit().join());
    }

    /** The end of what it logged, for a failure. */
    public String lastWords() throws IOException {
        List<String> lines = errors().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public String toString() {
        return "process " + process.pid();
    }

    private int port(Pattern line) throws IOException {
        Matcher found = line.matcher(output());
        assertThat(found.find()).as("a port in the banner " + output()).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
