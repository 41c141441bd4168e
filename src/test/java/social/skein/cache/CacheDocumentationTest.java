package social.skein.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that the table of caches in docs/CACHES.md agrees with the code. */
class CacheDocumentationTest {
    private static final Path MAIN = Path.of("src/main/java/social/skein");
    private static final Pattern LOCAL =
            Pattern.compile("new CacheBudget\\.LocalCacheSpec<>\\(\\s*\"([^\"]+)\",\\s*(\\w+),\\s*(\\d+),");
    private static final Pattern SHARED = Pattern.compile("new RedisCaches\\.RedisCacheSpec<>\\(\\s*\"([^\"]+)\"");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z ]+)`[^|]*\\| ([^|]+) \\| (\\d+) % \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Map<String, String> UNITS = Map.of(
            "Seconds", " s",
            "Minutes", " min",
            "Days", " day");

    @Test
    void every_cache_has_a_row_with_its_ttl_its_share_and_its_redis_ttl() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("docs/CACHES.md")))
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2) + ", " + row.group(3) + " %, " + row.group(4)));

        assertThat(listed).isEqualTo(documentedCaches());
    }

    private static Map<String, String> documentedCaches() throws IOException {
        List<String> sources = sources();
        TreeSet<String> shared = new TreeSet<>();
        sources.forEach(source -> SHARED.matcher(source).results().forEach(found -> shared.add(found.group(1))));
        String redisTtl = constant(Files.readString(Path.of("conf/skein.yaml")), "redis-ttl: (\\d+)m") + " min";
        Map<String, String> caches = new TreeMap<>();
        for (String source : sources) {
            for (MatchResult found : LOCAL.matcher(source).results().toList()) {
                String name = found.group(1);
                caches.put(
                        name,
                        ttl(source, found.group(2)) + ", " + found.group(3) + " %, "
                                + (shared.contains(name) ? redisTtl : "–"));
            }
        }
        return caches;
    }

    private static String ttl(String source, String constant) {
        Pattern duration = Pattern.compile("Duration " + constant + " = Duration\\.of(\\w+)\\((\\d+)\\)");
        MatchResult found =
                duration.matcher(source).results().findFirst().orElseThrow(() -> new AssertionError(constant));
        return found.group(2) + UNITS.get(found.group(1));
    }

    private static String constant(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow(() -> new AssertionError(pattern));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(CacheDocumentationTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
