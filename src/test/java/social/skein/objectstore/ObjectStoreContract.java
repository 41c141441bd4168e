package social.skein.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.app.Blocking;
import social.skein.model.Problem;

/** Tests that every object store behaves in the same way. */
abstract class ObjectStoreContract {
    static final ObjectMetadata JPEG = new ObjectMetadata("image/jpeg", "public, max-age=31536000, immutable");
    /** Shared by all tests of this process, and ended with it. */
    static final Vertx VERTX = Vertx.vertx();

    private static final int MEBIBYTE = 1 << 20;
    private static final String KEY = "media/ab/abcdef.jpg";

    @TempDir
    Path folder;

    ObjectStore store;

    /** Opens a store without objects. */
    abstract Future<? extends ObjectStore> open(Vertx vertx) throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = await(open(VERTX));
    }

    @AfterEach
    void closeStore() {
        await(store.close());
    }

    static <T> T await(Future<T> future) {
        return Blocking.await(future, Duration.ofSeconds(60), "The object store");
    }

    static Throwable failureOf(Future<?> future) {
        await(future.transform(done -> Future.succeededFuture()));
        assertThat(future.failed()).as("the call fails").isTrue();
        return future.cause();
    }

    static ObjectStoreException.Kind kindOf(Future<?> future) {
        Throwable failure = failureOf(future);
        assertThat(failure).isInstanceOf(ObjectStoreException.class);
        return ((ObjectStoreException) failure).kind();
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "source", ""), content);
    }

    void put(String key, byte[] content) throws IOException {
        await(store.put(key, file(content), JPEG));
    }

    static byte[] readAll(ObjectRead read) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Optional<Buffer> chunk = await(read.next()); chunk.isPresent(); chunk = await(read.next())) {
            assertThat(chunk.get().length()).isBetween(1, MEBIBYTE);
            all.writeBytes(chunk.get().getBytes());
        }
        return all.toByteArray();
    }

    byte[] download(String key) throws IOException {
        Path target = folder.resolve("downloaded");
        await(store.download(key, target));
        return Files.readAllBytes(target);
    }

    List<String> keys() {
        return await(store.list("", ObjectStore.MAX_PAGE)).objects().stream()
                .map(ListedObject::key)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20 * MEBIBYTE + 7})
    void a_file_is_read_as_it_was_stored(int length) throws IOException {
        byte[] content = bytes(length, 1);
        put(KEY, content);

        assertThat(await(store.head(KEY)).orElseThrow().size()).isEqualTo(length);
        assertThat(Arrays.equals(readAll(await(store.read(KEY))), content)).isTrue();
        assertThat(Arrays.equals(download(KEY), content)).isTrue();
    }

    @Test
    void an_object_has_the_headers_it_was_stored_with() throws IOException {
        ObjectMetadata metadata =
                new ObjectMetadata("video/mp4", "public, max-age=60", Optional.of("attachment; filename=\"a b.mp4\""));
        await(store.put(KEY, file(bytes(10, 1)), metadata));

        assertThat(await(store.head(KEY)).orElseThrow().metadata()).isEqualTo(metadata);
        assertThat(await(store.read(KEY)).object())
                .isEqualTo(await(store.head(KEY)).orElseThrow());

        await(store.put("media/large.mp4", file(bytes(9 * MEBIBYTE, 1)), metadata));
        assertThat(await(store.head("media/large.mp4")).orElseThrow().metadata())
                .isEqualTo(metadata);
    }

    @Test
    void a_put_replaces_the_object_of_the_same_key() throws IOException {
        put(KEY, bytes(100, 1));
        String etag = await(store.head(KEY)).orElseThrow().etag();
        put(KEY, bytes(70, 2));
        await(store.put(KEY, file(bytes(70, 2)), new ObjectMetadata("image/png", "")));

        StoredObject object = await(store.head(KEY)).orElseThrow();
        assertThat(object.metadata()).isEqualTo(new ObjectMetadata("image/png", ""));
        assertThat(object.etag()).isNotEqualTo(etag).isNotEmpty().doesNotContain("\"");
        assertThat(download(KEY)).isEqualTo(bytes(70, 2));
        assertThat(keys()).containsExactly(KEY);
    }

    @Test
    void a_range_is_read_alone() throws IOException {
        int length = 3 * MEBIBYTE + 5;
        byte[] content = bytes(length, 3);
        put(KEY, content);

        assertRange(content, 0, 0, 1);
        assertRange(content, length - 1, length - 1, 1);
        assertRange(content, 1000, 1999, 1000);
        assertRange(content, MEBIBYTE - 1, 2 * MEBIBYTE + 1, MEBIBYTE + 3);
        assertRange(content, length - 10, length + 100, 10);
        assertRange(content, length - 10, Long.MAX_VALUE, 10);
        assertRange(content, length, length + 5, 0);
        assertRange(content, Long.MAX_VALUE - 1, Long.MAX_VALUE, 0);
    }

    private void assertRange(byte[] content, long from, long toInclusive, int length) {
        ObjectRead read = await(store.read(KEY, from, toInclusive));
        byte[] expected = length == 0 ? new byte[0] : Arrays.copyOfRange(content, (int) from, (int) from + length);
        assertThat(read.length()).isEqualTo(length);
        assertThat(read.from()).isEqualTo(from);
        assertThat(read.object().size()).isEqualTo(content.length);
        assertThat(Arrays.equals(readAll(read), expected)).isTrue();
    }

    @Test
    void an_impossible_range_is_refused() throws IOException {
        put(KEY, bytes(10, 1));
        assertThat(failureOf(store.read(KEY, 5, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5-4");
        assertThat(failureOf(store.read(KEY, -1, 4))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_read_fails_if_the_object_is_replaced_meanwhile() throws IOException {
        put(KEY, bytes(3 * MEBIBYTE, 1));
        ObjectRead read = await(store.read(KEY));
        await(read.next());
        put(KEY, bytes(3 * MEBIBYTE + 1, 2));

        Throwable failure = catchThrowable(() -> readAll(read));
        assertThat(failure).hasMessageContaining("replaced");
    }

    @Test
    void an_absent_object_is_not_found() {
        assertThat(await(store.head(KEY))).isEmpty();
        Future<ObjectRead> read = store.read(KEY);
        assertThat(kindOf(read)).isEqualTo(ObjectStoreException.Kind.NOT_FOUND);
        assertThat(failureOf(read)).hasMessageContaining(KEY);
        Path target = folder.resolve("target");
        assertThat(failureOf(store.download(KEY, target).recover(ObjectStoreException::asProblem)))
                .isInstanceOf(Problem.NotFound.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void a_deleted_object_is_absent() throws IOException {
        put(KEY, bytes(10, 1));
        put("media/other.jpg", bytes(10, 1));

        assertThat(await(store.delete(List.of(KEY, "media/absent.jpg")))).isEmpty();
        assertThat(await(store.head(KEY))).isEmpty();
        assertThat(keys()).containsExactly("media/other.jpg");
        assertThat(await(store.delete(List.of(KEY)))).isEmpty();
        assertThat(await(store.delete(List.of()))).isEmpty();
    }

    @Test
    void thousands_of_objects_are_deleted_at_once() throws IOException {
        List<String> keys = IntStream.range(0, 2_500)
                .mapToObj(number -> "media/%02d/%d.jpg".formatted(number % 10, number))
                .toList();
        Path source = file(bytes(10, 1));
        List<String> present =
                IntStream.range(0, 50).mapToObj(number -> keys.get(number * 50)).toList();
        await(Future.all(
                present.stream().map(key -> store.put(key, source, JPEG)).toList()));
        put("media/survivor.jpg", bytes(10, 1));

        assertThat(await(store.delete(keys))).isEmpty();
        assertThat(keys()).containsExactly("media/survivor.jpg");
    }

    @Test
    void objects_are_listed_in_the_order_of_their_keys() throws IOException {
        List<String> sorted = new TreeSet<>(List.of(
                        "a", "b-1", "b.jpg", "b/1.jpg", "b/2/3.jpg", "b/2-3.jpg", "b/2.jpg", "b/20", "b0", "c/d/e/f"))
                .stream().toList();
        Instant before = Instant.now().minusSeconds(2);
        for (int i = 0; i < sorted.size(); i++) {
            put(sorted.get(i), bytes(i, 1));
        }

        for (int limit : new int[] {1, 3, sorted.size(), 1000}) {
            List<ListedObject> listed = pages(limit);
            assertThat(listed).extracting(ListedObject::key).isEqualTo(sorted);
            assertThat(listed)
                    .extracting(ListedObject::size)
                    .isEqualTo(IntStream.range(0, sorted.size())
                            .mapToObj(size -> (long) size)
                            .toList());
            assertThat(listed)
                    .allSatisfy(object -> assertThat(object.lastModified())
                            .isBetween(before, Instant.now().plusSeconds(2)));
        }
        assertThat(await(store.list("b/2", 2)).objects())
                .extracting(ListedObject::key)
                .containsExactly("b/2-3.jpg", "b/2.jpg");
        assertThat(failureOf(store.list("", 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(failureOf(store.list("", 1001))).isInstanceOf(IllegalArgumentException.class);
    }

    private List<ListedObject> pages(int limit) {
        List<ListedObject> all = new ArrayList<>();
        for (Optional<String> next = Optional.of(""); next.isPresent(); ) {
            ListedPage page = await(store.list(next.get(), limit));
            assertThat(page.objects()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.objects());
            next = page.next();
        }
        return all;
    }

    @Test
    void concurrent_puts_of_one_key_leave_one_of_the_files_whole() throws IOException {
        List<byte[]> contents =
                IntStream.range(0, 8).mapToObj(seed -> bytes(MEBIBYTE, seed)).toList();
        List<Future<Void>> puts = new ArrayList<>();
        for (byte[] content : contents) {
            puts.add(store.put(KEY, file(content), JPEG));
        }
        await(Future.all(puts));

        byte[] stored = download(KEY);
        assertThat(contents).anyMatch(content -> Arrays.equals(content, stored));
        assertThat(keys()).containsExactly(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/a", "a/", "a//b", "../a", "a/../b", "a..b", ".a", "a/.b", "A", "a b", "a\\b", "ä", "a\n", "a%2e"
            })
    void an_invalid_key_is_refused(String key) throws IOException {
        List<Future<?>> calls = List.of(
                store.put(key, file(bytes(1, 1)), JPEG),
                store.head(key),
                store.read(key),
                store.download(key, folder.resolve("target")),
                store.delete(List.of(KEY, key)));
        assertThat(calls)
                .allSatisfy(call -> assertThat(failureOf(call))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("\"" + key + "\" is not a key"));
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_key_of_the_maximum_length_is_stored() throws IOException {
        String key = "a".repeat(200) + "/" + "b".repeat(200) + "/" + "c".repeat(110);
        put(key, bytes(10, 1));
        assertThat(download(key)).isEqualTo(bytes(10, 1));
        assertThat(Stream.of("a".repeat(201), key + "d"))
                .allSatisfy(longer ->
                        assertThat(failureOf(store.head(longer))).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void a_put_without_a_source_file_leaves_nothing() {
        assertThat(failureOf(store.put(KEY, folder.resolve("missing"), JPEG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing");
        assertThat(failureOf(store.put(KEY, folder, JPEG))).isInstanceOf(IllegalArgumentException.class);
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_download_into_a_missing_folder_fails() throws IOException {
        put(KEY, bytes(10, 1));
        assertThat(failureOf(store.download(KEY, folder.resolve("missing/target"))))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void a_check_leaves_nothing() {
        await(store.check());
        await(store.ping());
        assertThat(keys()).isEmpty();
        assertThat(await(store.removeLeftovers())).isZero();
    }
}
