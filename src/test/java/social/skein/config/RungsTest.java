package social.skein.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RungsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_rung_loads(int rung) {
        Config config = Settings.load(Optional.of(file(rung)), Map.of(), folder).config();

        assertThat(config.redis().isDisabled()).isEqualTo(rung < 5);
        assertThat(config.kafka().isDisabled()).isEqualTo(rung < 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void a_rung_adds_or_changes_one_or_two_settings_of_the_previous_one(int rung) throws IOException {
        Map<String, Setting> before = settings(rung - 1);
        Map<String, Setting> now = settings(rung);

        assertThat(now.keySet()).containsAll(before.keySet());
        assertThat(now.values().stream()
                        .filter(setting -> isNew(setting, before))
                        .count())
                .isBetween(1L, 2L);
    }

    private static boolean isNew(Setting setting, Map<String, Setting> before) {
        return !before.containsKey(setting.key())
                || !before.get(setting.key()).text().equals(setting.text());
    }

    private static Map<String, Setting> settings(int rung) throws IOException {
        return YamlFile.read(file(rung).toString(), Files.readString(file(rung)));
    }

    private static Path file(int rung) {
        return Path.of("conf/rungs/" + rung + ".yaml");
    }
}
