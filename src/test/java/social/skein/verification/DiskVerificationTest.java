package social.skein.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the verification of media on a disk, and of more of them than a page has. */
class DiskVerificationTest extends MediaVerificationContract {
    private static final int OBJECTS = 2_500;

    @Override
    Map<String, String> storeSettings() {
        return Map.of("media.store", "disk");
    }

    @Override
    Map<String, String> emptyStore() {
        try {
            Path other = Files.createTempDirectory(folder, "data");
            Files.createDirectories(other.resolve("media/.incoming"));
            return Map.of("data.dir", other.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void many_pages_are_compared_and_an_interrupted_verification_continues() throws Exception {
        Path media = deployment.instance(0).config().dataDir().resolve("media");
        List<String> keys =
                deployment.sql("""
                insert into media_object (media_id, key, bytes, shard)
                select 1, left(md5(i::text), 2) || '/' || md5(i::text) || '-0123456789abcdef.png', 3, 1
                  from generate_series(1, %d) as i
                returning key
                """.formatted(OBJECTS)).stream().sorted().toList();
        for (String key : keys) {
            Files.createDirectories(media.resolve(key).getParent());
            Files.write(media.resolve(key), new byte[3]);
        }
        String early = keys.get(1);
        String late = keys.get(OBJECTS - 2);
        try {
            Files.delete(media.resolve(early));
            Files.delete(media.resolve(late));
            assertThat(deployment.sql(
                            "delete from media_object where key = '" + keys.get(OBJECTS - 3) + "' returning key"))
                    .hasSize(1);

            CommandResult all = verify("--min-age=0s");
            assertThat(all.json().getInteger("matched")).isGreaterThanOrEqualTo(OBJECTS - 3);
            assertThat(all.count("missing")).as(all.out()).isEqualTo(2);
            assertThat(all.count("orphan")).isEqualTo(1);

            CommandResult rest = verify("--min-age=0s", "--after", keys.get(1_200));
            assertThat(rest.count("missing")).isEqualTo(1);
            assertThat(rest.out()).contains(late).doesNotContain(early);
        } finally {
            assertThat(deployment.sql("delete from media_object where media_id = 1 returning key"))
                    .isNotEmpty();
            for (String key : keys) {
                Files.deleteIfExists(media.resolve(key));
            }
        }
    }

    @Test
    void a_disk_that_is_not_mounted_is_no_empty_store() throws Exception {
        CommandResult refused = run(
                Map.of("data.dir", Files.createTempDirectory(folder, "data").toString()), Stream.of("media", "verify"));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("does not exist: nothing was started there, or its disk is not mounted");
    }
}
