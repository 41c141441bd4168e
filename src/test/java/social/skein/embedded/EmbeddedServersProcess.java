package social.skein.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A separate process that opens a data folder and can be killed. */
final class EmbeddedServersProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader stdout;

    private EmbeddedServersProcess(Process process) {
        this.process = process;
        this.stdout = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) throws IOException {
        EmbeddedServers servers = EmbeddedServers.open(Path.of(arguments[0]), ServerKind.all(), Progress.silent());
        System.out.println("open " + servers.addresses().postgresUri());
        while (System.in.read() >= 0) {
            // Runs until the test closes its input.
        }
        servers.close();
        System.exit(0);
    }

    static EmbeddedServersProcess start(Path folder) throws IOException {
        return new EmbeddedServersProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServersProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    EmbeddedServersProcess awaitOpen() throws IOException {
        String line;
        while ((line = stdout.readLine()) != null) {
            if (line.startsWith("open ")) {
                return this;
            }
        }
        throw new AssertionError("the owner ended before its servers were open");
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
