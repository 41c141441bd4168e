package social.skein.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the folder of uploads: who may read it, and what is removed from it. */
class UploadFolderTest {
    /** Above the maximum of every kernel. */
    private static final long NO_PROCESS = 999_999_999;

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
    void only_files_of_processes_that_do_not_exist_are_removed() throws Exception {
        UploadFolder folder = new UploadFolder(temp);
        Path leftover = create("upload-" + NO_PROCESS + "-" + UUID.randomUUID());
        Path ofSameId = Files.createFile(folder.newFile());
        Path ofOther = create(
                "upload-" + ProcessHandle.current().parent().orElseThrow().pid() + "-" + UUID.randomUUID());
        Path unrelated = create("upload-photo.png");

        assertThat(await(folder.removeLeftovers(vertx))).isEqualTo(2);

        assertThat(leftover).doesNotExist();
        assertThat(ofSameId).doesNotExist();
        assertThat(ofOther).exists();
        assertThat(unrelated).exists();
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
