package social.skein.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the folder of uploads: which system users may read it, and what is removed from it. */
class UploadFolderTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path temp;

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void the_folder_is_created_for_its_owner_alone() throws Exception {
        UploadFolder folder = new UploadFolder(temp.resolve("data/uploads"));
        await(folder.create(vertx));
        await(folder.create(vertx));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void only_what_nothing_has_changed_for_a_day_is_removed() throws Exception {
        UploadFolder folder = new UploadFolder(temp);
        Path leftover = age(create("upload-1"), Duration.ofHours(25));
        Path leftoverFolder = Files.createDirectory(temp.resolve("work-1"));
        create("work-1/file");
        age(leftoverFolder, Duration.ofHours(25));
        Path running = age(create("upload-2"), Duration.ofHours(23));
        Path fresh = Files.createFile(folder.newFile());

        assertThat(await(folder.removeLeftovers(vertx))).isEqualTo(2);

        assertThat(leftover).doesNotExist();
        assertThat(leftoverFolder).doesNotExist();
        assertThat(running).exists();
        assertThat(fresh).exists();
    }

    private static Path age(Path file, Duration age) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void a_missing_folder_has_no_leftovers() throws Exception {
        assertThat(await(new UploadFolder(temp.resolve("missing")).removeLeftovers(vertx)))
                .isZero();
    }

    private Path create(String name) throws IOException {
        return Files.createFile(temp.resolve(name));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
