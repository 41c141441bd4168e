package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.model.Problem;
import social.skein.support.DomainFixture;
import social.skein.transfer.FileResponse;
import social.skein.transfer.FileSource;

/** Tests files as responses: ranges, conditional requests, headers, and clients that leave. */
class FileResponseTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DIGITS = "0123456789";
    private static final String CACHE = "public, max-age=31536000, immutable";
    private static final int LARGE = 64 << 20;

    @TempDir
    private Path temp;

    private UploadServer server;
    private final AtomicInteger aborted = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(temp.resolve("digits"), DIGITS);
        Files.createFile(temp.resolve("empty"));
        Files.writeString(temp.resolve("page"), "<script>alert(1)</script>".repeat(1_000));
        Files.write(temp.resolve("large"), new byte[LARGE]);
        server = new UploadServer(temp, this::mount);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void mount(Endpoints api) {
        api.get("/disk/:name", Access.anyone(), request -> {
            FileSource source = FileSource.disk(temp.resolve(request.pathParam("name")));
            FileResponse file = FileResponse.inline(source, "text/html", "v1", CACHE);
            return Future.succeededFuture(request.params().has("save") ? file.asAttachment("Möwe \"1\".html") : file);
        });
        api.get("/remote/:name", Access.anyone(), request -> {
            String name = request.pathParam("name");
            return Future.succeededFuture(FileResponse.inline(
                    FileSource.remote(DIGITS.length(), new Remote(name)), "text/html", "v1", CACHE));
        });
    }

    /** An object store with the digits, one in which the object is missing, and one that sends too little. */
    private final class Remote implements FileSource.RangeOpener {
        private final String name;

        Remote(String name) {
            this.name = name;
        }

        @Override
        public Future<ReadStream<Buffer>> open(long offset, long length) {
            if (name.equals("missing")) {
                return Future.failedFuture(new Problem.NotFound());
            }
            return io.vertx.core.Vertx.currentContext()
                    .owner()
                    .fileSystem()
                    .open(temp.resolve("digits").toString(), new io.vertx.core.file.OpenOptions())
                    .map(file -> file.setReadPos(offset)
                            .setReadLength(name.equals("short") ? length - 1 : length)
                            .setReadBufferSize(3));
        }

        @Override
        public void abort(ReadStream<Buffer> stream) {
            aborted.incrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3      | 206 | 0123       | bytes 0-3/10",
                "bytes=0-0      | 206 | 0          | bytes 0-0/10",
                "bytes=9-9      | 206 | 9          | bytes 9-9/10",
                "bytes=4-       | 206 | 456789     | bytes 4-9/10",
                "bytes=-3       | 206 | 789        | bytes 7-9/10",
                "bytes=-99      | 206 | 0123456789 | bytes 0-9/10",
                "bytes=0-99     | 206 | 0123456789 | bytes 0-9/10",
                "bytes=5-99999999999999999999 | 206 | 56789 | bytes 5-9/10",
                "bytes=0-1,4-5  | 200 | 0123456789 | ''",
                "owls=0-1       | 200 | 0123456789 | ''",
                "''             | 200 | 0123456789 | ''",
            })
    void a_range_is_a_part_of_the_file(String range, int status, String body, String contentRange) throws Exception {
        for (String path : new String[] {"/disk/digits", "/remote/digits"}) {
            HttpResponse<String> response = range.isEmpty() ? get(path) : get(path, "Range", range);

            assertThat(response.statusCode()).as(path).isEqualTo(status);
            assertThat(response.body()).as(path).isEqualTo(body);
            assertThat(header(response, "Content-Range")).as(path).isEqualTo(contentRange);
            assertThat(header(response, "Content-Length")).as(path).isEqualTo(Integer.toString(body.length()));
            assertThat(header(response, "ETag")).as(path).isEqualTo("\"v1\"");
        }
        assertThat(aborted.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=10-",
                "bytes=10-12",
                "bytes=-0",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=--1",
                "bytes="
            })
    void a_range_outside_the_file_is_a_416(String range) throws Exception {
        HttpResponse<String> response = get("/disk/digits", "Range", range);
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
        assertThat(response.body()).contains("error", "10 bytes");
        assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(header(response, "ETag")).isEmpty();
        assertThat(header(get("/disk/empty", "Range", "bytes=0-"), "Content-Range"))
                .isEqualTo("bytes */0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v1\"             | 206",
                "W/\"v1\"           | 200",
                "\"v2\"             | 200",
                "Tue, 01 Dec 2026 00:00:00 GMT | 200",
            })
    void a_conditional_range_applies_to_the_same_file_only(String condition, int status) throws Exception {
        assertThat(get("/disk/digits", "Range", "bytes=0-3", "If-Range", condition)
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v1\"               | 304",
                "W/\"v1\"             | 304",
                "\"v0\" , \"v1\"      | 304",
                "*                    | 304",
                "\"v2\"               | 200",
                "v1                   | 200",
            })
    void a_cached_file_is_not_sent_again(String tags, int status) throws Exception {
        HttpResponse<String> response = get("/disk/digits", "If-None-Match", tags, "Range", "bytes=90-");
        assertThat(response.statusCode()).isEqualTo(status == 200 ? 416 : 304);
        HttpResponse<String> whole = get("/disk/digits", "If-None-Match", tags);
        assertThat(whole.statusCode()).isEqualTo(status);
        assertThat(header(whole, "ETag")).isEqualTo("\"v1\"");
        assertThat(header(whole, "Cache-Control")).isEqualTo(CACHE);
        assertThat(whole.body()).isEqualTo(status == 200 ? DIGITS : "");
    }

    @Test
    void a_file_is_public_cacheable_and_inert() throws Exception {
        HttpResponse<String> page = get("/disk/page", "Accept-Encoding", "gzip");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).hasSize(25_000);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html");
        assertThat(header(page, "Cache-Control")).isEqualTo(CACHE);
        assertThat(header(page, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(header(page, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
        assertThat(header(page, "Access-Control-Allow-Origin")).isEqualTo("*");
        for (String absent : new String[] {"Vary", "Content-Encoding", "Content-Disposition", "Transfer-Encoding"}) {
            assertThat(header(page, absent)).as(absent).isEmpty();
        }
        assertThat(header(get("/disk/page?save"), "Content-Disposition"))
                .isEqualTo("attachment; filename*=UTF-8''M%C3%B6we%20%221%22.html");
    }

    @Test
    void the_head_of_a_file_is_that_of_the_whole_file() throws Exception {
        for (String path : new String[] {"/disk/digits", "/remote/digits", "/disk/empty"}) {
            HttpResponse<String> head = send("HEAD", path, "Range", "bytes=0-3");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Length")).isEqualTo(path.endsWith("empty") ? "0" : "10");
        }
        assertThat(get("/disk/empty").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/disk/missing", "/disk/uploads-folder", "/remote/missing"})
    void a_file_that_vanished_is_a_404_without_headers_of_the_file(String path) throws Exception {
        Files.createDirectory(temp.resolve("uploads-folder"));
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "Content-Type")).startsWith("application/json");
        assertThat(header(response, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(header(response, "ETag") + header(response, "Accept-Ranges")).isEmpty();
        assertThat(response.body()).contains("Record not found");
    }

    @Test
    void a_source_that_ends_early_closes_the_connection() throws Exception {
        try (Socket client = connect("/remote/short")) {
            String response = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n012345678");
        }
        assertThat(aborted.get()).isEqualTo(1);
    }

    @Test
    void a_client_that_leaves_leaves_no_open_file() throws Exception {
        try (Socket client = connect("/disk/large")) {
            InputStream response = client.getInputStream();
            assertThat(response.readNBytes(1 << 20)).hasSize(1 << 20);
            assertThat(openFiles()).isEqualTo(1);
            assertThat(server.permits.get()).isZero();
        }
        DomainFixture.eventually("the file is closed", () -> openFiles() == 0);
        try (Socket client = connect("/disk/large")) {
            assertThat(client.getInputStream().readNBytes(LARGE).length).isEqualTo(LARGE);
        }
        DomainFixture.eventually("the file is closed", () -> openFiles() == 0);
    }

    private long openFiles() {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor)
                                    .equals(temp.toRealPath().resolve("large"));
                        } catch (IOException closed) {
                            return false;
                        }
                    })
                    .count();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private Socket connect(String path) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(64 << 10);
        client.setSoTimeout(20_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: skein.test\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
