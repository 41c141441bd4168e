package social.skein.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import social.skein.model.Problem;

/** Tests the object store on disk: the contract, and what may be wrong with a folder. */
class DiskObjectStoreTest extends ObjectStoreContract {
    private static final String KEY = "media/ab/abcdef.jpg";

    @Override
    Future<DiskObjectStore> open(Vertx vertx) {
        return DiskObjectStore.open(vertx, root());
    }

    private Path root() {
        return folder.resolve("objects");
    }

    private List<Path> filesIn(Path tree) throws IOException {
        try (Stream<Path> found = Files.walk(tree)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void the_file_of_an_object_can_be_sent_as_it_is() throws IOException {
        put(KEY, bytes(1000, 1));
        Path file = await(store.read(KEY, 10, 20)).file().orElseThrow();
        assertThat(file).hasBinaryContent(bytes(1000, 1));
        assertThat(file.endsWith(KEY)).isTrue();
    }

    @Test
    void a_symbolic_link_to_a_folder_outside_is_refused() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root().resolve("media"), outside);

        assertLinkRefused("media/secret.txt");
        assertThat(outside.resolve("secret.txt")).hasContent("secret");
        assertThat(filesIn(outside)).hasSize(1);
        assertThat(keys()).isEmpty();
    }

    @Test
    void a_symbolic_link_to_a_file_outside_is_refused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root().resolve("a.txt"), secret);

        assertLinkRefused("a.txt");
        assertThat(secret).hasContent("secret");
        assertThat(keys()).isEmpty();
    }

    private void assertLinkRefused(String key) throws IOException {
        Stream<Future<?>> calls = Stream.of(
                store.put(key, file(bytes(1, 1)), JPEG),
                store.head(key),
                store.read(key),
                store.download(key, folder.resolve("target")));
        assertThat(calls).allSatisfy(call -> {
            assertThat(kindOf(call)).isEqualTo(ObjectStoreException.Kind.REFUSED);
            assertThat(failureOf(call)).hasMessageContaining("symbolic link");
        });
        assertThat(await(store.delete(List.of(key)))).containsExactly(key);
    }

    @Test
    void the_folder_of_the_store_may_be_a_symbolic_link() throws IOException {
        Path target = Files.createDirectory(folder.resolve("disk"));
        DiskObjectStore linked =
                await(DiskObjectStore.open(VERTX, Files.createSymbolicLink(folder.resolve("link"), target)));
        await(linked.put(KEY, file(bytes(10, 1)), JPEG));
        assertThat(target.resolve(KEY)).hasBinaryContent(bytes(10, 1));
    }

    @Test
    void a_write_of_a_killed_process_is_invisible_and_removed_after_a_day() throws IOException {
        Path incoming = root().resolve(".incoming");
        Path old = Files.write(incoming.resolve("old"), bytes(10, 1));
        Path living = Files.write(incoming.resolve("living"), bytes(10, 1));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(living, FileTime.from(Instant.now().minus(Duration.ofHours(23))));

        assertThat(keys()).isEmpty();
        assertThat(await(store.removeLeftovers())).isOne();
        assertThat(filesIn(incoming)).containsExactly(living);
    }

    @Test
    void no_operation_leaves_temporary_files() throws IOException {
        put(KEY, bytes(10, 1));
        put(KEY, bytes(10, 1));
        download(KEY);
        failureOf(store.put(KEY + "/below", file(bytes(1, 1)), JPEG));
        await(store.check());
        assertThat(filesIn(root().resolve(".incoming"))).isEmpty();
        assertThat(filesIn(root())).hasSize(2);
        await(store.delete(List.of(KEY)));
        assertThat(filesIn(root())).isEmpty();
        assertThat(filesIn(folder))
                .noneMatch(file -> file.getFileName().toString().startsWith(".download"));
    }

    @Test
    void a_key_below_another_key_is_refused() throws IOException {
        put(KEY, bytes(10, 1));
        assertThat(kindOf(store.put(KEY + "/below", file(bytes(1, 1)), JPEG)))
                .isEqualTo(ObjectStoreException.Kind.REFUSED);
        assertThat(kindOf(store.put("media", file(bytes(1, 1)), JPEG))).isEqualTo(ObjectStoreException.Kind.REFUSED);
        assertThat(await(store.head("media"))).isEmpty();
        assertThat(await(store.delete(List.of("media", "media/ab")))).isEmpty();
        assertThat(keys()).containsExactly(KEY);
    }

    @Test
    void a_file_without_metadata_is_served_as_bytes() throws IOException {
        Files.write(root().resolve("copied.bin"), bytes(10, 1));
        assertThat(await(store.head("copied.bin")).orElseThrow().metadata())
                .isEqualTo(new ObjectMetadata("application/octet-stream", ""));
    }

    @Test
    void an_unmounted_disk_does_not_look_empty() throws IOException {
        Files.delete(root().resolve(".incoming"));
        Stream<Future<?>> calls = Stream.of(
                store.head(KEY),
                store.list("", 10),
                store.check(),
                store.ping(),
                store.usableBytes(),
                store.put(KEY, file(bytes(1, 1)), JPEG));
        assertThat(calls).allSatisfy(call -> {
            assertThat(kindOf(call)).isEqualTo(ObjectStoreException.Kind.UNAVAILABLE);
            assertThat(failureOf(call)).hasMessageContaining("not to be mounted");
        });
        assertThat(await(store.delete(List.of(KEY)))).containsExactly(KEY);
    }

    @Test
    void the_free_space_is_that_of_the_disk() throws IOException {
        assertThat(await(store.usableBytes()).orElseThrow())
                .isPositive()
                .isLessThanOrEqualTo(Files.getFileStore(root()).getTotalSpace());
    }

    @Test
    void a_folder_that_cannot_be_created_is_named() throws IOException {
        Path file = file(bytes(1, 1));
        assertThat(failureOf(DiskObjectStore.open(VERTX, file.resolve("objects"))))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_full_disk_refuses_a_file_and_leaves_nothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "skein", disk.toString()),
                "Only root may mount the small disk that this test fills");
        try {
            DiskObjectStore small = await(DiskObjectStore.open(VERTX, disk));
            await(small.put("small.jpg", file(bytes(1000, 1)), JPEG));
            Path large = file(bytes(2 << 20, 1));

            Future<Void> put = small.put(KEY, large, JPEG);
            assertThat(kindOf(put)).isEqualTo(ObjectStoreException.Kind.FULL);
            assertThat(failureOf(put)).hasMessageContaining("The disk is full");
            assertThat(failureOf(put.recover(ObjectStoreException::asProblem))).isInstanceOf(Problem.Unavailable.class);
            assertThat(kindOf(small.put("small.jpg", large, JPEG))).isEqualTo(ObjectStoreException.Kind.FULL);

            assertThat(await(small.head(KEY))).isEmpty();
            assertThat(filesIn(disk)).hasSize(2);
            assertThat(disk.resolve("small.jpg")).hasBinaryContent(bytes(1000, 1));
            assertThat(await(small.usableBytes()).orElseThrow()).isBetween(500_000L, 1L << 20);
        } finally {
            assertThat(succeeds("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static boolean succeeds(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
