package social.skein.demo.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Generates small talk from the phrase lists in {@code seed/sentences.txt}. */
public final class Phrases {
    private static final String FILE = "/seed/sentences.txt";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, List<String>> lists = load();

    /** A post of one to three sentences, with optional mentions and hashtags. */
    public String post(SeededRandom random, List<String> names) {
        StringBuilder text = new StringBuilder(sentence("sentence", random));
        for (int more = random.nextInt(3); more > 0; more--) {
            text.append(' ').append(sentence("sentence", random));
        }
        names.forEach(name -> text.append(" @").append(name));
        tags(random).forEach(tag -> text.append(" #").append(tag));
        return text.toString();
    }

    /** A reply, which starts with a mention of the parent's author. */
    public String reply(SeededRandom random, String name) {
        return "@" + name + " " + sentence("answer", random)
                + (random.nextBoolean(0.4) ? " " + sentence("sentence", random) : "");
    }

    /** All phrases, for the stemmer. */
    public String vocabulary() {
        return lists.values().stream().flatMap(List::stream).collect(Collectors.joining(" "));
    }

    private Set<String> tags(SeededRandom random) {
        Set<String> tags = new LinkedHashSet<>();
        while (tags.size() < 3 && random.nextBoolean(0.3)) {
            tags.add(random.pickZipf(list("tag")));
        }
        return tags;
    }

    /** A random entry of the list with its placeholders expanded, capitalized. */
    private String sentence(String list, SeededRandom random) {
        String text = expand(list, random);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String expand(String list, SeededRandom random) {
        return PLACEHOLDER
                .matcher(random.pick(list(list)))
                .replaceAll(found -> withCase(found.start(), expand(found.group(1), random)));
    }

    /** Lower-cases an expansion inside a sentence, unless it is a name or I. */
    private static String withCase(int start, String text) {
        boolean keepCase = start == 0 || text.startsWith("I ") || text.startsWith("Monday");
        return keepCase ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private List<String> list(String name) {
        return Optional.ofNullable(lists.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static Map<String, List<String>> load() {
        InputStream file = Objects.requireNonNull(Phrases.class.getResourceAsStream(FILE), FILE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.contains(" = ") && !line.startsWith("#"))
                    .map(line -> line.split(" = ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> Arrays.asList(line[1].split(" \\| "))));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
