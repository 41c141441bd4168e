package social.skein.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each target on its seeds, among them everything that ever was a finding, and on what a fixed seed makes of these. */
class FuzzTest {
    private static final int MUTANTS = 4_000;

    @ParameterizedTest
    @EnumSource
    void holds_for_its_seeds_and_what_becomes_of_them(FuzzTarget target) throws IOException {
        List<byte[]> seeds = seeds(target);
        assertThat(seeds).as("seeds of " + target).isNotEmpty();
        seeds.forEach(seed -> runTarget(target, seed));
        Random chance = new Random(20_261_128);
        for (int i = 0; i < MUTANTS; i++) {
            runTarget(target, mutate(seeds, chance));
        }
    }

    private static void runTarget(FuzzTarget target, byte[] input) {
        assertThatCode(() -> target.run(input))
                .as(() -> target + " on " + new String(input, StandardCharsets.UTF_8) + " " + Arrays.toString(input))
                .doesNotThrowAnyException();
    }

    private static List<byte[]> seeds(FuzzTarget target) throws IOException {
        Path folder = Path.of("src/test/resources/fuzz", target.toString().toLowerCase(Locale.ROOT));
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    /** Parts of two seeds, some bytes of which are others: now and then those that mean something to a reader. */
    private static byte[] mutate(List<byte[]> seeds, Random chance) {
        byte[] one = seeds.get(chance.nextInt(seeds.size()));
        byte[] other = seeds.get(chance.nextInt(seeds.size()));
        int head = chance.nextInt(one.length + 1);
        int tail = chance.nextInt(other.length + 1);
        byte[] both = Arrays.copyOf(one, head + other.length - tail);
        System.arraycopy(other, tail, both, head, other.length - tail);
        byte[] meaning = "<>\"'&%[]{}=@#:/?\r\n\0,;.\\".getBytes(StandardCharsets.US_ASCII);
        for (int i = chance.nextInt(6); i > 0 && both.length > 0; i--) {
            both[chance.nextInt(both.length)] =
                    chance.nextBoolean() ? meaning[chance.nextInt(meaning.length)] : (byte) chance.nextInt(256);
        }
        return both;
    }
}
