package social.skein.support;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Starts processes of the packaged jar in a temporary folder. */
public final class JarRunner implements AutoCloseable {
    /** The first start unpacks PostgreSQL and creates a database, on a machine that may be busy. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Path JAR = Path.of(Optional.ofNullable(System.getProperty("skein.jar"))
            .orElseThrow(() -> new IllegalStateException("Run these tests with mvn verify, which packages the jar")));
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /**
     * Disables the second compiler: test processes are too short-lived to benefit from it, and it takes half of their
     * CPU.
     */
    private static final String FAST_STARTUP = "-XX:TieredStopAtLevel=1";

    private static final String PASSWORD = "correct horse battery staple";

    private final Path root = Files.createTempDirectory("skein-jar-");
    private final Path workingFolder = Files.createDirectory(root.resolve("here"));
    private final List<JarProcess> processes = new ArrayList<>();

    public JarRunner() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Returns the working folder of the processes, which contains the data folder. */
    public Path folder() {
        return workingFolder;
    }

    /** Starts a process on free ports. */
    public JarProcess start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** Starts a process with settings from the environment. */
    public JarProcess start(Map<String, String> settings, String... arguments) throws IOException {
        return launch(List.of(JAVA, FAST_STARTUP, "-jar", JAR.toString()), settings, List.of(arguments));
    }

    /** Starts a process with this group id, by which the kernel can filter its packets. It requires root. */
    public JarProcess startWithGid(int gid, Map<String, String> settings) throws IOException {
        return launch(
                List.of("setpriv", "--regid=" + gid, "--clear-groups", JAVA, FAST_STARTUP, "-jar", JAR.toString()),
                settings,
                List.of());
    }

    /** Starts a process that resolves host names only by a file in the format of /etc/hosts. */
    public JarProcess startWithHostsFile(Path hosts, Map<String, String> settings) throws IOException {
        return launch(
                List.of(JAVA, FAST_STARTUP, "-Djdk.net.hosts.file=" + hosts, "-jar", JAR.toString()),
                settings,
                List.of());
    }

    /** Starts a process in a shell after a preparation such as an export, with options for its JVM. */
    public JarProcess startInShell(String preparation, String... jvmOptions) throws IOException {
        String start = preparation + "; exec \"$@\"";
        List<String> command = Stream.of(
                        List.of("sh", "-c", start, "sh", JAVA, FAST_STARTUP),
                        List.of(jvmOptions),
                        List.of("-jar", JAR.toString()))
                .flatMap(List::stream)
                .toList();
        return launch(command, Map.of(), List.of());
    }

    /** Starts a process as a user that can read all files and write none here. */
    public JarProcess startUnprivileged() throws IOException {
        Path jar = Files.copy(JAR, root.resolve("skein.jar"));
        Files.setPosixFilePermissions(workingFolder, PosixFilePermissions.fromString("r-xr-xr-x"));
        boolean root = Files.getAttribute(workingFolder, "unix:uid").equals(0);
        List<String> dropPrivileges =
                root ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
        List<String> command = Stream.concat(dropPrivileges.stream(), Stream.of(JAVA, "-jar", jar.toString()))
                .toList();
        return launch(command, Map.of(), List.of());
    }

    /** Creates an account by the command line and signs in at this process. */
    public Person signUp(String name, JarProcess at) throws IOException {
        JarProcess create = start("account", "create", name, "--email", name + "@example.org", "--password", PASSWORD);
        if (create.awaitExitCode() != 0) {
            fail("account create ended with " + create.awaitExitCode() + ": " + create.errors());
        }
        return Person.signIn(name, PASSWORD, at.httpPort());
    }

    /** Posts until the listener receives a post; it does not receive those before its subscription is known. */
    public void eventuallyStreamed(String what, Person author, HomeStreamListener listener) throws Exception {
        List<String> posts = new ArrayList<>();
        eventually(what, () -> {
            posts.add(author.posts("Is anybody there?").getString("id"));
            return posts.stream().anyMatch(listener::hasReceived);
        });
    }

    /** Waits until a condition holds; fails with the last log lines of all processes after a timeout. */
    public void eventually(String what, Callable<Boolean> condition) throws Exception {
        if (!waitFor(TIMEOUT, condition)) {
            StringBuilder message = new StringBuilder("Timed out waiting until " + what);
            for (JarProcess process : processes) {
                message.append("\n--- ").append(process).append('\n').append(process.logTail());
            }
            fail(message.toString());
        }
    }

    /** Waits until a condition holds; returns whether it did before the timeout. */
    public static boolean waitFor(Duration timeout, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** Ends all processes, in reverse order of their start. */
    public void stopAll() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).terminate();
        }
    }

    @Override
    public void close() throws IOException {
        stopAll();
        Files.setPosixFilePermissions(workingFolder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private JarProcess launch(List<String> command, Map<String, String> settings, List<String> arguments)
            throws IOException {
        Path output = root.resolve(processes.size() + ".out");
        Path errors = root.resolve(processes.size() + ".err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(command.stream(), arguments.stream()).toList())
                .directory(workingFolder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SKEIN_"));
        environment.put("SKEIN_DATA_DIR", workingFolder.resolve("data").toString());
        environment.put("SKEIN_HTTP_PORT", "0");
        environment.put("SKEIN_OPS_PORT", "0");
        environment.put("SKEIN_AUTH_PASSWORD_GRANT", "true");
        environment.putAll(settings);
        JarProcess process = new JarProcess(builder.start(), output, errors);
        processes.add(process);
        return process;
    }
}
