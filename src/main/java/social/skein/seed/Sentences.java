package social.skein.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Small talk from the lists in {@code seed/sentences.txt}. No text comes twice: a post is found again by its text. */
final class Sentences {
    private static final String FILE = "/seed/sentences.txt";
    private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");
    private static final int TRIES = 20;

    private final Map<String, List<String>> lists = lists();
    private final Set<String> said = new HashSet<>();
    private final Chance chance;

    Sentences(Chance chance) {
        this.chance = chance;
    }

    /** A post of one to three sentences that may name people and tags. */
    String post(List<String> names) {
        return once(() -> {
            StringBuilder text = new StringBuilder(one("sentence"));
            for (int more = chance.below(3); more > 0; more--) {
                text.append(' ').append(one("sentence"));
            }
            names.forEach(name -> text.append(" @").append(name));
            tags().forEach(tag -> text.append(" #").append(tag));
            return text.toString();
        });
    }

    /** An answer, which begins with whom it answers. */
    String answer(String name) {
        return once(() -> "@" + name + " " + one("answer") + (chance.of(0.4) ? " " + one("sentence") : ""));
    }

    private Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        while (tags.size() < 3 && chance.of(0.3)) {
            tags.add(chance.oftenFirst(list("tag")));
        }
        return tags;
    }

    private String once(Supplier<String> made) {
        String text = made.get();
        for (int tries = 1; tries < TRIES && said.contains(text); tries++) {
            text = made.get();
        }
        if (!said.add(text)) {
            text = text + " (" + said.size() + ")";
            said.add(text);
        }
        return text;
    }

    /** An entry of the list, with an entry of the list it names in place of each name, and a capital at the start. */
    private String one(String list) {
        String text = filled(list);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String filled(String list) {
        return NAMED.matcher(chance.from(list(list)))
                .replaceAll(found -> inside(found.start(), filled(found.group(1))));
    }

    /** What does not begin a sentence begins small, unless it is a name or I. */
    private static String inside(int start, String text) {
        boolean keeps = start == 0 || text.startsWith("I ") || text.startsWith("Monday");
        return keeps ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private List<String> list(String name) {
        return Optional.ofNullable(lists.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    private static Map<String, List<String>> lists() {
        InputStream file = Objects.requireNonNull(Sentences.class.getResourceAsStream(FILE), FILE);
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
