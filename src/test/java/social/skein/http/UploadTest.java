package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.DomainFixture;
import social.skein.support.RawHttpConnection;
import social.skein.support.RawHttpConnection.RawResponse;

/** Tests uploads: what reaches handlers, which clients may send a body, its limits, and that no file stays behind. */
class UploadTest {
    private static final String AUTHORIZED = "Authorization: Bearer write\r\n";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b\r\n";
    private static final Duration CLOSE_TIME = Duration.ofSeconds(8);

    @TempDir
    private Path temp;

    private UploadServer server;
    private RawHttpConnection client;
    private final List<RawHttpConnection> refused = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        Files.createFile(temp.resolve("file"));
        server = new UploadServer(temp, api -> {});
        client = RawHttpConnection.connect(server.port());
    }

    @AfterEach
    void stop() {
        client.close();
        refused.forEach(RawHttpConnection::close);
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"POST, /api/v2/media", "POST, /api/v2/media/", "POST, /api/v2//media", "PUT, /api/v1/media/17/"})
    void files_and_texts_reach_the_handler_and_the_files_are_deleted_afterwards(String method, String path) {
        String body = text("description", "two owls")
                + file("thumbnail", "C:\\birds\\owl.png", "small")
                + text("display_name", "Bob")
                + "--b--\r\n";
        client.send(head(method, path, AUTHORIZED + MULTIPART, body.length()) + body);

        RawResponse response = client.readResponse();

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(new JsonObject(response.body()))
                .isEqualTo(new JsonObject()
                        .put("description", "two owls")
                        .put("display_name", "Bob")
                        .put("thumbnail", "owl.png|image/png|5|rw-------|small"));
        assertNoFiles();
        assertThat(server.permits.get()).as("storing the file needs no permit").isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
    void chunks_may_end_anywhere(int chunkLength) {
        String body = text("description", "x\r\n--x") + file("file", "a", "\r\n--\r\n--a\r\n")
                + file("thumbnail", "", "") + "--b--";
        StringBuilder chunked = new StringBuilder();
        for (int at = 0; at < body.length(); at += chunkLength) {
            String chunk = body.substring(at, Math.min(body.length(), at + chunkLength));
            chunked.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        client.send(chunkedHead() + chunked + "0\r\n\r\n");

        JsonObject result = new JsonObject(client.readResponse().body());

        assertThat(result.getString("description")).isEqualTo("x\r\n--x");
        assertThat(result.getString("file")).endsWith("|\r\n--\r\n--a\r\n");
        assertThat(result.getString("thumbnail")).isNull();
    }

    @Test
    void a_connection_carries_more_requests_after_an_upload() {
        String body = file("file", "a.png", "x".repeat(300_000)) + "--b--";
        String request = head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, body.length()) + body;
        client.send(request + request);
        for (int i = 0; i < 2; i++) {
            assertThat(client.readResponse().body()).contains("a.png|image/png|300000");
        }
        assertThat(new JsonObject(uploaded(body).body()).getString("file")).contains("|300000|");
        assertNoFiles();
    }

    @Test
    void a_client_may_wait_for_permission_to_send_the_body() {
        String body = file("file", "a.png", "x") + "--b--";
        client.send(
                head("POST", UploadServer.MEDIA, "Expect: 100-continue\r\n" + AUTHORIZED + MULTIPART, body.length()));
        assertThat(client.readResponse().status()).isEqualTo(100);
        client.send(body);
        assertThat(client.readResponse().status()).isEqualTo(200);
    }

    @Test
    void a_caller_without_access_is_refused_before_the_body_is_read() {
        Map<String, Integer> statuses = Map.of(
                "", 401,
                "Authorization: Bearer wrong\r\n", 401,
                "Authorization: Bearer read\r\n", 403,
                "Authorization: Bearer write:statuses\r\n", 403);
        statuses.forEach((authorization, status) -> {
            for (String expect : List.of("", "Expect: 100-continue\r\n")) {
                assertRefused(
                        status, "", head("POST", UploadServer.MEDIA, expect + authorization + MULTIPART, 1_000_000));
            }
        });
        assertRefusedAreClosed(file("file", "a.png", "x"));
        assertThat(server.folder()).doesNotExist();
    }

    @Test
    void rate_limits_apply_before_the_body_is_read() {
        server.rateLimited.set(true);
        client.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, 1_000_000));
        assertThat(client.readResponse().status()).isEqualTo(429);
        assertThat(server.folder()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void a_body_that_stalls_or_trickles_is_cut_off(String trickle) {
        String fastStart = file("file", "a.png", "x".repeat(200_000));
        client.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, 1_000_000) + fastStart);
        long start = System.nanoTime();

        String response = client.readUntilClosed(CLOSE_TIME, trickle);

        assertThat(response).startsWith("HTTP/1.1 408 ").contains("The body did not arrive in time");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThan(900);
        assertNoFiles();
    }

    @Test
    void a_slow_client_with_progress_may_take_longer_than_the_stall_time() {
        String body = file("file", "a.png", "x".repeat(60_000)) + "--b--";
        client.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, body.length()));
        for (int at = 0; at < body.length(); at += 5_000) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            assertThat(client.send(body.substring(at, Math.min(body.length(), at + 5_000))))
                    .isTrue();
        }
        assertThat(client.readResponse().status()).isEqualTo(200);
    }

    @Test
    void a_body_over_a_limit_is_refused_with_the_limit() {
        assertRefused(
                413,
                "A file should have at most 1 MB",
                chunkedHead() + chunk(part("file", "; filename=a", "x".repeat(UploadServer.MAX_FILE + 1))));
        assertRefused(
                413,
                "The files should have at most 1.5 MB together",
                head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, 1_600_000));
        String half = "x".repeat(800_000);
        assertRefused(
                413,
                "The files should have at most 1.5 MB together",
                chunkedHead() + chunk(file("file", "a", half)) + chunk(file("thumbnail", "a", half)));
        String textTooLong = "The form without its files should have at most 0.1 MB";
        assertRefused(413, textTooLong, chunkedHead() + chunk(text("description", "x".repeat(UploadServer.MAX_BODY))));
        assertRefused(413, textTooLong, chunkedHead() + chunk(file("other", "a", "x".repeat(UploadServer.MAX_BODY))));
        assertRefused(413, textTooLong, chunkedHead() + chunk("x".repeat(UploadServer.MAX_BODY + 1)));
        assertRefusedAreClosed("");
    }

    @Test
    void an_invalid_form_is_refused() {
        assertRefused(
                422,
                "only one file in the field file",
                chunkedHead() + chunk(file("file", "a", "x") + file("file", "b", "y")));
        assertRefused(
                400,
                "at most 1000 parameters",
                chunkedHead() + chunk(text("a", "").repeat(1_001)));
        assertRefused(400, "multipart form with the boundary", chunkedHead() + chunk("--bx\r\n"));
        assertRefused(400, "multipart form with the boundary", chunkedHead() + chunk(part("a".repeat(5_000), "", "x")));
        assertRefused(
                400,
                "should name its boundary",
                head("POST", UploadServer.MEDIA, AUTHORIZED + "Content-Type: multipart/form-data\r\n", 1_000));
        assertRefused(400, "Expect", head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART + "Expect: owls\r\n", 9));
        assertRefusedAreClosed("");
        String truncated = file("file", "a", "x");
        RawResponse response = uploaded(truncated);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("multipart form with the boundary");
        assertNoFiles();
    }

    @Test
    void chunks_that_cannot_be_decoded_are_refused() {
        client.send(chunkedHead() + chunk(file("file", "a", "x")) + "owl\r\n");
        assertThat(client.readUntilClosed(CLOSE_TIME)).doesNotContain(" 200 ", " 500 ");
        assertNoFiles();
    }

    @Test
    void other_endpoints_and_other_kinds_of_bodies_have_the_usual_limit() {
        String form = file("file", "a.png", "x".repeat(1_000)) + text("description", "x") + "--b--";
        client.send(head("POST", UploadServer.STATUSES, AUTHORIZED + MULTIPART, form.length()) + form);
        assertThat(new JsonObject(client.readResponse().body()))
                .isEqualTo(new JsonObject().put("file", "dropped").put("description", "x"));

        for (String request : List.of(
                head("POST", UploadServer.STATUSES, AUTHORIZED + MULTIPART, UploadServer.MAX_BODY + 1),
                head("PUT", UploadServer.MEDIA, AUTHORIZED + MULTIPART, UploadServer.MAX_BODY + 1),
                head("POST", UploadServer.MEDIA + "/x", AUTHORIZED + MULTIPART, UploadServer.MAX_BODY + 1),
                head(
                        "POST",
                        UploadServer.MEDIA,
                        AUTHORIZED + "Content-Type: application/json\r\n",
                        UploadServer.MAX_BODY + 1),
                head(
                        "PATCH",
                        UploadServer.PROFILE,
                        AUTHORIZED + "Content-Type: application/x-www-form-urlencoded\r\n",
                        UploadServer.MAX_BODY + 1))) {
            try (RawHttpConnection other = RawHttpConnection.connect(server.port())) {
                other.send(request);
                assertThat(other.readResponse().status()).as(request).isEqualTo(413);
            }
        }
        assertThat(server.folder()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                  | {\"display_name\":\"Bob\",\"avatar\":\"\"}",
                "application/x-www-form-urlencoded | display_name=Bob&avatar=",
                "multipart/form-data; boundary=b   | --b~Content-Disposition: form-data; name=display_name~~Bob~--b--",
            })
    void a_form_with_optional_files_may_have_any_type(String type, String content) {
        String body = content.replace("~", "\r\n");
        client.send(head("PATCH", UploadServer.PROFILE, AUTHORIZED + "Content-Type: " + type + "\r\n", body.length())
                + body);
        assertThat(client.readResponse().body()).isEqualTo("{\"display_name\":\"Bob\"}");
    }

    @Test
    void the_files_of_a_client_that_disconnects_are_deleted() throws IOException {
        client.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, 1_000_000)
                + file("file", "a", "x".repeat(100_000))
                + part("thumbnail", "; filename=b", "x".repeat(100_000)));
        DomainFixture.eventually("two files exist", () -> files().count() == 2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.folder())))
                .isEqualTo("rwx------");

        client.close();

        assertNoFiles();
    }

    @Test
    void the_files_of_a_request_that_fails_are_deleted_and_a_moved_file_stays() throws IOException {
        RawResponse failed = uploaded(file("file", "a", "x") + text("fail", "1") + "--b--");
        assertThat(failed.status()).isEqualTo(422);
        assertNoFiles();

        assertThat(uploaded(file("file", "a", "owl") + text("move", "1") + "--b--")
                        .status())
                .isEqualTo(200);
        assertNoFiles();
        assertThat(Files.readString(server.moved())).isEqualTo("owl");
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_503() {
        String body = file("file", "a", "x".repeat(200_000)) + "--b--";
        client.send(head("POST", "/api/v2/unwritable", AUTHORIZED + MULTIPART, body.length()) + body);
        RawResponse response = client.readResponse();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.body()).contains("There is no room for uploads at the moment");
        assertThat(response.header("Retry-After")).isNotEmpty();
    }

    @Test
    void an_upload_has_a_permit_only_before_and_after_its_body() {
        String body = file("file", "a", "x") + "--b--";
        client.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, body.length()) + body.substring(0, 9));
        DomainFixture.eventually("the body is awaited", () -> server.permits.get() == 0);

        server.overloaded.set(true);
        client.send(body.substring(9));

        assertThat(client.readResponse().status()).isEqualTo(503);
        assertNoFiles();
    }

    @Test
    void a_process_with_a_small_heap_accepts_a_large_file() throws Exception {
        int megabytes = 150;
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadServer.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(output.lines()
                    .filter(line -> line.matches("[0-9]+"))
                    .findFirst()
                    .orElseThrow());
            String start = "--b\r\nContent-Disposition: form-data; name=file; filename=owls.mp4\r\n\r\n";
            String end = "\r\n--b--";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream request = socket.getOutputStream();
                long length = start.length() + ((long) megabytes << 20) + end.length();
                request.write(ascii(head("POST", UploadServer.LARGE, AUTHORIZED + MULTIPART, length) + start));
                byte[] megabyte = new byte[1 << 20];
                for (int i = 0; i < megabytes; i++) {
                    request.write(megabyte);
                }
                request.write(ascii(end + "GET / HTTP/1.1\r\nHost: skein.test\r\nConnection: close\r\n\r\n"));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("owls.mp4||" + (megabytes << 20) + "|")
                        .contains("HTTP/1.1 404 ");
            }
            assertNoFiles();
        } finally {
            process.destroy();
        }
    }

    private RawResponse uploaded(String body) {
        try (RawHttpConnection other = RawHttpConnection.connect(server.port())) {
            other.send(head("POST", UploadServer.MEDIA, AUTHORIZED + MULTIPART, body.length()) + body);
            return other.readResponse();
        }
    }

    /** The server answers with the error, although the body goes on. */
    private void assertRefused(int status, String message, String request) {
        RawHttpConnection other = RawHttpConnection.connect(server.port());
        refused.add(other);
        other.send(request);
        RawResponse response = other.readResponse();
        assertThat(response.status()).as(message + ": " + response.body()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getString("error")).contains(message);
        assertThat(response.header("Connection")).isEqualTo("close");
    }

    /** The connections are closed even if the body goes on to arrive. */
    private void assertRefusedAreClosed(String more) {
        assertThat(refused).isNotEmpty();
        refused.forEach(connection ->
                assertThat(connection.readUntilClosed(CLOSE_TIME, more)).isEmpty());
        assertNoFiles();
    }

    private void assertNoFiles() {
        DomainFixture.eventually(
                "all files are deleted", () -> files().findAny().isEmpty());
    }

    private Stream<Path> files() {
        try {
            return Files.isDirectory(server.folder()) ? Files.list(server.folder()).toList().stream() : Stream.empty();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String head(String method, String path, String headers, long length) {
        return method + " " + path + " HTTP/1.1\r\nHost: skein.test\r\n" + headers + "Content-Length: " + length
                + "\r\n\r\n";
    }

    private static String chunkedHead() {
        return "POST " + UploadServer.MEDIA + " HTTP/1.1\r\nHost: skein.test\r\n" + AUTHORIZED + MULTIPART
                + "Transfer-Encoding: chunked\r\n\r\n";
    }

    private static String chunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private static String text(String name, String value) {
        return part(name, "", value + "\r\n");
    }

    private static String file(String name, String fileName, String content) {
        return part(
                name,
                "; filename=\"" + fileName.replace("\\", "\\\\") + "\"\r\nContent-Type: image/png",
                content + "\r\n");
    }

    private static String part(String name, String more, String content) {
        return "--b\r\nContent-Disposition: form-data; name=" + name + more + "\r\n\r\n" + content;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
