package social.skein.objectstore;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** S3Proxy as a child process that stores its objects in a folder: a real S3 server, which checks signatures. */
public final class S3Server implements AutoCloseable {
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key";
    public static final String BUCKET = "media";

    private static final Path JAR = Path.of("target/s3-server/s3proxy.jar");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 3;

    private final Process process;
    private final String endpoint;

    private S3Server(Process process, String endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts a server with an empty bucket. */
    public static S3Server start(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("data").resolve(BUCKET));
        for (int attempt = 1; ; attempt++) {
            S3Server server = launch(folder, freePort());
            if (server.isReady()) {
                return server;
            }
            server.close();
            if (attempt == PORT_ATTEMPTS) {
                throw new IllegalStateException("S3Proxy did not start: " + Files.readString(folder.resolve("log")));
            }
        }
    }

    private static S3Server launch(Path folder, int port) throws IOException {
        String endpoint = "http://127.0.0.1:" + port;
        Path settings = folder.resolve("s3proxy.properties");
        Files.writeString(settings, """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.ignore-unknown-headers=true
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                jclouds.identity=unused
                jclouds.credential=unused
                """.formatted(endpoint, ACCESS_KEY, SECRET_KEY, folder.resolve("data")));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-DLOG_LEVEL=warn",
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "--properties",
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new S3Server(process, endpoint);
    }

    /** Another process may take the port before the server does. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() throws InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            if (answers()) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(endpoint).toURL().openConnection();
            return connection.getResponseCode() == HttpURLConnection.HTTP_FORBIDDEN;
        } catch (IOException notYet) {
            return false;
        }
    }

    public String endpoint() {
        return endpoint;
    }

    /** The settings of the bucket at this endpoint. */
    static S3Settings settings(String endpoint, String prefix) {
        return new S3Settings(endpoint, "", BUCKET, prefix, ACCESS_KEY, SECRET_KEY, true);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
