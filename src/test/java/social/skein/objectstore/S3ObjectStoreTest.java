package social.skein.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.model.Problem;
import social.skein.support.FaultProxy;

/** Tests the object store in S3: the contract on a real server, and servers that fail or cannot do everything. */
class S3ObjectStoreTest extends ObjectStoreContract {
    private static final String KEY = "media/ab/abcdef.jpg";
    private static final S3Timeouts SHORT = new S3Timeouts(Duration.ofMillis(500), Duration.ofSeconds(1));

    @TempDir
    static Path serverFolder;

    private static S3Server server;
    private final String prefix = "test-" + UUID.randomUUID() + "/media";

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Server.start(serverFolder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Future<S3ObjectStore> open(Vertx vertx) {
        return open(server.endpoint(), S3Timeouts.DEFAULT);
    }

    private Future<S3ObjectStore> open(String endpoint, S3Timeouts timeouts) {
        return S3ObjectStore.open(VERTX, S3Server.settings(endpoint, prefix), timeouts);
    }

    private static void assertUnavailable(Future<?> call, String endpoint) {
        assertThat(kindOf(call)).isEqualTo(ObjectStoreException.Kind.UNAVAILABLE);
        assertThat(failureOf(call))
                .hasMessageContainingAll(endpoint, "bucket media", "cannot be reached")
                .hasMessageNotContaining(S3Server.SECRET_KEY);
        assertThat(failureOf(call.recover(ObjectStoreException::asProblem))).isInstanceOf(Problem.Unavailable.class);
    }

    private Stream<Future<?>> allCalls(ObjectStore through) throws IOException {
        return Stream.of(
                through.put(KEY, file(bytes(10, 1)), JPEG),
                through.put("media/large.jpg", file(bytes((int) S3Upload.PART_BYTES, 1)), JPEG),
                through.head(KEY),
                through.read(KEY),
                through.download(KEY, folder.resolve("target")),
                through.list("", 10),
                through.removeLeftovers(),
                through.check(),
                through.ping());
    }

    @Test
    void calls_fail_with_the_address_while_the_server_is_down() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.endpoint())) {
            S3ObjectStore through = await(open(proxy.uri(), SHORT));
            await(through.check());
            proxy.takeDown();

            allCalls(through).toList().forEach(call -> assertUnavailable(call, proxy.uri()));
            assertThat(await(through.delete(List.of(KEY, "media/b.jpg")))).containsExactly(KEY, "media/b.jpg");
            await(through.close());
        }
    }

    @Test
    void calls_end_in_time_while_the_server_stalls() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.endpoint())) {
            S3ObjectStore through = await(open(proxy.uri(), SHORT));
            await(through.put(KEY, file(bytes(3 << 20, 1)), JPEG));
            ObjectRead read = await(through.read(KEY));
            await(read.next());
            proxy.stall();
            long start = System.nanoTime();

            List<Future<?>> calls =
                    Stream.concat(allCalls(through), Stream.of(read.next())).toList();
            calls.forEach(call -> assertUnavailable(call, proxy.uri()));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(SHORT.call().plusSeconds(5));
            proxy.unstall();
            assertThat(await(through.delete(List.of(KEY)))).isEmpty();
            await(through.close());
        }
    }

    @Test
    void a_broken_connection_is_retried() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.endpoint())) {
            S3ObjectStore through = await(open(proxy.uri(), S3Timeouts.DEFAULT));
            proxy.breakAfterChunks(2);
            await(through.put(KEY, file(bytes(9 << 20, 1)), JPEG));
            assertThat(proxy.stopBreaking()).isTrue();
            assertThat(download(KEY)).isEqualTo(bytes(9 << 20, 1));
            await(through.close());
        }
    }

    @Test
    void a_wrong_secret_is_named_but_not_shown() throws IOException {
        S3Settings wrong =
                new S3Settings(server.endpoint(), "", S3Server.BUCKET, "", S3Server.ACCESS_KEY, "wrong-secret", true);
        S3ObjectStore refused = await(S3ObjectStore.open(VERTX, wrong));
        Future<Void> check = refused.check();

        assertThat(kindOf(check)).isEqualTo(ObjectStoreException.Kind.REFUSED);
        assertThat(failureOf(check))
                .hasMessageContainingAll(
                        server.endpoint(), "SignatureDoesNotMatch", "check the access key and the secret key")
                .hasMessageNotContaining("wrong-secret");
        assertThat(wrong.toString()).doesNotContain("wrong-secret", S3Server.ACCESS_KEY);
        await(refused.close());
    }

    @Test
    void a_missing_bucket_is_named() {
        S3Settings settings =
                new S3Settings(server.endpoint(), "", "absent", "", S3Server.ACCESS_KEY, S3Server.SECRET_KEY, true);
        S3ObjectStore absent = await(S3ObjectStore.open(VERTX, settings));
        assertThat(failureOf(absent.check())).hasMessageContainingAll("S3 bucket absent", "create the bucket");
        assertThat(failureOf(absent.ping())).hasMessageContainingAll("S3 bucket absent", "create the bucket");
        await(absent.close());
    }

    @Test
    void a_thousand_objects_are_deleted_with_one_request() throws Exception {
        try (RefusingServer provider = RefusingServer.start(server.endpoint(), request -> false, 500)) {
            S3ObjectStore through = await(open(provider.endpoint(), S3Timeouts.DEFAULT));
            put("media/1999.jpg", bytes(10, 1));
            List<String> keys = IntStream.range(0, 2_000)
                    .mapToObj(number -> "media/" + number + ".jpg")
                    .toList();
            assertThat(await(through.delete(keys))).isEmpty();
            assertThat(keys()).isEmpty();
            assertThat(provider.requests()).hasSize(2).allMatch(request -> request.endsWith("?delete"));
            await(through.close());
        }
    }

    @Test
    void objects_are_deleted_one_by_one_if_the_provider_has_no_batches() throws Exception {
        AtomicInteger batches = new AtomicInteger();
        Predicate<HttpServerRequest> isBatch =
                request -> "delete".equals(request.query()) && batches.incrementAndGet() > 0;
        try (RefusingServer provider = RefusingServer.start(server.endpoint(), isBatch, 501)) {
            S3ObjectStore through = await(open(provider.endpoint(), S3Timeouts.DEFAULT));
            List<String> keys = IntStream.range(0, 20)
                    .mapToObj(number -> "media/" + number + ".jpg")
                    .toList();
            for (String key : keys) {
                put(key, bytes(10, 1));
            }
            assertThat(await(through.delete(keys.subList(0, 10)))).isEmpty();
            assertThat(await(through.delete(keys))).isEmpty();
            assertThat(keys()).isEmpty();
            assertThat(batches).hasValue(1);
            await(through.close());
        }
    }

    @Test
    void keys_that_the_provider_does_not_delete_are_returned() throws Exception {
        Predicate<HttpServerRequest> isRefused = request -> "delete".equals(request.query())
                || request.method().name().equals("DELETE") && request.path().endsWith("locked.jpg");
        try (RefusingServer provider = RefusingServer.start(server.endpoint(), isRefused, 405)) {
            S3ObjectStore through = await(open(provider.endpoint(), S3Timeouts.DEFAULT));
            put("media/free.jpg", bytes(10, 1));
            put("media/locked.jpg", bytes(10, 1));
            assertThat(await(through.delete(List.of("media/free.jpg", "media/locked.jpg"))))
                    .containsExactly("media/locked.jpg");
            assertThat(keys()).containsExactly("media/locked.jpg");
            await(through.close());
        }
    }

    @Test
    void an_upload_that_fails_half_way_leaves_no_object_and_no_parts() throws Exception {
        Predicate<HttpServerRequest> isThirdPart =
                request -> String.valueOf(request.query()).contains("partNumber=3");
        try (RefusingServer provider = RefusingServer.start(server.endpoint(), isThirdPart, 507)) {
            S3ObjectStore through = await(open(provider.endpoint(), S3Timeouts.DEFAULT));
            Future<Void> put = through.put(KEY, file(bytes(20 << 20, 1)), JPEG);
            assertThat(kindOf(put)).isEqualTo(ObjectStoreException.Kind.FULL);
            assertThat(await(store.head(KEY))).isEmpty();
            assertThat(provider.requests())
                    .anyMatch(request -> request.startsWith("DELETE") && request.contains("uploadId"));
            await(through.close());
        }
    }

    @Test
    void settings_that_cannot_work_are_refused() {
        assertThatThrownBy(() -> new S3Settings("", "", "media", "", "", "", false))
                .hasMessageContaining("region");
        assertThatThrownBy(() -> new S3Settings("ftp://x", "", "media", "", "", "", false))
                .hasMessageContaining("https://s3.example.org");
        assertThatThrownBy(() -> new S3Settings("https://x", "", " ", "", "", "", false))
                .hasMessageContaining("bucket");
        assertThatThrownBy(() -> new S3Settings("https://x", "", "media", "", "key", "", false))
                .hasMessageContaining("both");
        assertThatThrownBy(() -> new S3Settings("https://x", "", "media", "../up", "", "", false))
                .hasMessageContaining("prefix");
    }
}
