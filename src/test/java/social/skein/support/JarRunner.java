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

/** A machine with the packaged jar and an empty folder, in which a person starts processes. */
public final class JarRunner implements AutoCloseable {
    /** A first start unpacks PostgreSQL and makes a database, on a machine that may be busy. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Path JAR = Path.of(Optional.ofNullable(System.getProperty("skein.jar"))
            .orElseThrow(() -> new IllegalStateException("Run these tests with mvn verify, which packages the jar")));
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** Processes of a test do not live to see what their second compiler is good for, and it takes half of their CPU. */
    private static final String FAST_STARTUP = "-XX:TieredStopAtLevel=1";

    private static final String PASSWORD = "correct horse battery staple";

    private final Path root = Files.createTempDirectory("skein-jar-");
    private final Path workingFolder = Files.createDirectory(root.resolve("here"));
    private final List<JarProcess> processes = new ArrayList<>();

    public JarRunner() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Where processes are started; the data folder is in it. */
    public Path folder() {
        return workingFolder;
    }

    /** Starts a process, on any free ports. */
    public JarProcess start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** The same with settings from the environment. */
    public JarProcess start(Map<String, String> settings, String... arguments) throws IOException {
        return launch(List.of(JAVA, FAST_STARTUP, "-jar", JAR.toString()), settings, List.of(arguments));
    }

    /** The same as a process of this group, by which the kernel can tell its packets from others'. Only root may. */
    public JarProcess startWithGid(int gid, Map<String, String> settings) throws IOException {
        return launch(
                List.of("setpriv", "--regid=" + gid, "--clear-groups", JAVA, FAST_STARTUP, "-jar", JAR.toString()),
                settings,
                List.of());
    }

    /** The same where names stand for the addresses that a file like /etc/hosts says, and for nothing else. */
    public JarProcess startWithHostsFile(Path hosts, Map<String, String> settings) throws IOException {
        return launch(
                List.of(JAVA, FAST_STARTUP, "-Djdk.net.hosts.file=" + hosts, "-jar", JAR.toString()),
                settings,
                List.of());
    }

    /** The same as somebody who may read everything and write nothing here. */
    public JarProcess startUnprivileged() throws IOException {
        Path jar = Files.copy(JAR, root.resolve("skein.jar"));
        Files.setPosixFilePermissions(workingFolder, PosixFilePermissions.fromString("r-xr-xr-x"));
        boolean root = Files.getAttribute(workingFolder, "unix:uid").equals(0);
        List<String> stranger =
                root ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of();
        List<String> command = Stream.concat(stranger.stream(), Stream.of(JAVA, "-jar", jar.toString()))
                .toList();
        return launch(command, Map.of(), List.of());
    }

    /** Somebody new, made from the command line and signed in at this process. */
    public Person signUp(String name, JarProcess at) throws IOException {
        JarProcess making = start("account", "create", name, "--email", name + "@example.org", "--password", PASSWORD);
        if (making.awaitExitCode() != 0) {
            fail("account create ended with " + making.awaitExitCode() + ": " + making.errors());
        }
        return Person.signIn(name, PASSWORD, at.httpPort());
    }

    /** Has somebody post until one of the posts is heard; those before the listener was known are told to nobody. */
    public void eventuallyStreamed(String what, Person author, HomeStreamListener listener) throws Exception {
        List<String> posts = new ArrayList<>();
        eventually(what, () -> {
            posts.add(author.posts("Is anybody there?").getString("id"));
            return posts.stream().anyMatch(listener::hasReceived);
        });
    }

    /** Waits until something holds, and fails with these processes' last words when it never does. */
    public void eventually(String what, Callable<Boolean> condition) throws Exception {
        if (!waitFor(TIMEOUT, condition)) {
            StringBuilder said = new StringBuilder("It never came about that " + what);
            for (JarProcess process : processes) {
                said.append("\n--- ").append(process).append('\n').append(process.logTail());
            }
            fail(said.toString());
        }
    }

    /** Whether it holds before the time is over. */
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

    /** Ends all processes, the last first. */
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
