package social.skein.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The groups of three characters of what somebody looks for, as the database's function {@code trigrams} makes them of names. */
record Trigrams(List<String> all, List<List<String>> groups) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ _]+");

    /** Of so many in ten at the most is a like name without. */
    private static final int MISSING_IN_TEN = 4;

    static Trigrams of(String text) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> within = new LinkedHashSet<>();
        for (String word : BETWEEN_WORDS.split(text, -1)) {
            if (!word.isEmpty()) {
                all.addAll(triples("  " + word + " "));
                within.addAll(triples(word));
            }
        }
        List<List<String>> groups = split(List.copyOf(all));
        if (!within.isEmpty()) {
            groups.add(List.copyOf(within));
        }
        return new Trigrams(List.copyOf(all), groups);
    }

    /**
     * One group more than trigrams may be missing, so one of them is whole in every like name; and those within the words,
     * which are whole where the text is a part of a name. Each is written as an array of PostgreSQL's.
     */
    List<String> parts() {
        return groups.stream().map(Trigrams::array).toList();
    }

    private static List<List<String>> split(List<String> all) {
        int groups = all.size() * MISSING_IN_TEN / 10 + 1;
        List<List<String>> split = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            List<String> group = all.subList(all.size() * i / groups, all.size() * (i + 1) / groups);
            if (!group.isEmpty()) {
                split.add(group);
            }
        }
        return split;
    }

    private static List<String> triples(String word) {
        int[] characters = word.codePoints().toArray();
        List<String> triples = new ArrayList<>();
        for (int i = 0; i + 3 <= characters.length; i++) {
            triples.add(new String(characters, i, 3));
        }
        return triples;
    }

    private static String array(List<String> group) {
        return group.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
