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

/** Tests each fuzz target with its seeds, which include all earlier findings, and with reproducible mutants of them. */
class FuzzTest {
    private static final int MUTANTS = 4_000;

    @ParameterizedTest
    @EnumSource
    void a_target_holds_for_its_seeds_and_their_mutants(FuzzTarget target) throws IOException {
        List<byte[]> seeds = seeds(target);
        assertThat(seeds).as("seeds of " + target).isNotEmpty();
        seeds.forEach(seed -> runTarget(target, seed));
        Random random = new Random(20_261_128);
        for (int i = 0; i < MUTANTS; i++) {
            runTarget(target, mutate(seeds, random));
        }
    }

    private static void runTarget(FuzzTarget target, byte[] input) {
        assertThatCode(() -> target.run(input))
                .as(() -> target + " on " + new String(input, StandardCharsets.UTF_8) + " " + Arrays.toString(input))
                .doesNotThrowAnyException();
    }

    private static List<byte[]> seeds(FuzzTarget target) throws IOException {
        Path folder = Path.of("src/lab/resources/fuzz", target.toString().toLowerCase(Locale.ROOT));
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        return seeds;
    }

    /** Combines parts of two seeds and replaces some bytes, about half of them by syntactically relevant characters. */
    private static byte[] mutate(List<byte[]> seeds, Random random) {
        byte[] first = seeds.get(random.nextInt(seeds.size()));
        byte[] second = seeds.get(random.nextInt(seeds.size()));
        int head = random.nextInt(first.length + 1);
        int tail = random.nextInt(second.length + 1);
        byte[] mutant = Arrays.copyOf(first, head + second.length - tail);
        System.arraycopy(second, tail, mutant, head, second.length - tail);
        byte[] syntax = "<>\"'&%[]{}=@#:/?\r\n\0,;.\\".getBytes(StandardCharsets.US_ASCII);
        for (int i = random.nextInt(6); i > 0 && mutant.length > 0; i--) {
            mutant[random.nextInt(mutant.length)] =
                    random.nextBoolean() ? syntax[random.nextInt(syntax.length)] : (byte) random.nextInt(256);
        }
        return mutant;
    }
}
