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

/** The lists in {@code seed/sentences.txt}, of which chance makes small talk. */
public final class Phrases {
    private static final String FILE = "/seed/sentences.txt";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, List<String>> lists = load();

    /** A post of one to three sentences that may name people and tags. */
    public String post(SeededRandom chance, List<String> names) {
        StringBuilder text = new StringBuilder(sentence("sentence", chance));
        for (int more = chance.nextInt(3); more > 0; more--) {
            text.append(' ').append(sentence("sentence", chance));
        }
        names.forEach(name -> text.append(" @").append(name));
        tags(chance).forEach(tag -> text.append(" #").append(tag));
        return text.toString();
    }

    /** An answer, which begins with whom it answers. */
    public String reply(SeededRandom chance, String name) {
        return "@" + name + " " + sentence("answer", chance)
                + (chance.nextBoolean(0.4) ? " " + sentence("sentence", chance) : "");
    }

    /** Everything there is to be said, in pieces. */
    public String vocabulary() {
        return lists.values().stream().flatMap(List::stream).collect(Collectors.joining(" "));
    }

    private Set<String> tags(SeededRandom chance) {
        Set<String> tags = new LinkedHashSet<>();
        while (tags.size() < 3 && chance.nextBoolean(0.3)) {
            tags.add(chance.pickZipf(list("tag")));
        }
        return tags;
    }

    /** An entry of the list, with an entry of the list it names in place of each name, and a capital at the start. */
    private String sentence(String list, SeededRandom chance) {
        String text = expand(list, chance);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String expand(String list, SeededRandom chance) {
        return PLACEHOLDER
                .matcher(chance.pick(list(list)))
                .replaceAll(found -> withCase(found.start(), expand(found.group(1), chance)));
    }

    /** What does not begin a sentence begins small, unless it is a name or I. */
    private static String withCase(int start, String text) {
        boolean keeps = start == 0 || text.startsWith("I ") || text.startsWith("Monday");
        return keeps ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
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
