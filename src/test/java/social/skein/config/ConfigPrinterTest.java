package social.skein.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPrinterTest {
    @TempDir
    Path folder;

    @Test
    void the_output_names_the_sources_and_masks_passwords() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "http:\n  port: 8181\n");

        String printed = Settings.load(Optional.of(file), Map.of("SKEIN_REDIS_URI", "redis://:hush@cache:6379"), folder)
                .print();

        assertThat(printed)
                .contains("  port: 8181  # from " + file + " line 2\n")
                .contains("  uri: redis://:***@cache:6379  # from SKEIN_REDIS_URI\n")
                .contains("  host: 0.0.0.0\n")
                .contains("domain: \"\"\n")
                .doesNotContain("hush");
    }

    @Test
    void the_output_loads_as_the_same_configuration() throws IOException {
        Settings settings = Settings.load(
                Optional.empty(),
                Map.of("SKEIN_CLUSTER_MEMBERS", "one:1,two:2", "SKEIN_DOMAIN", "1.2", "SKEIN_DATA_DIR", "a: #b"),
                folder);
        Path file = Files.writeString(folder.resolve("printed.yaml"), settings.print());

        Config again = Settings.load(Optional.of(file), Map.of(), folder).config();

        assertThat(again).isEqualTo(settings.config());
    }
}
