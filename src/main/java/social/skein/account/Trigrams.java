package social.skein.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The groups of three characters of what somebody looks for, as the database's function {@code trigrams} makes them of names. */
record Trigrams(List<String> all, List<List<String>> groups) {
    private static final Pattern WORD_SEPARATOR = Pattern.compile("[ _]+");

    /** Of so many in ten at the most is a like name without. */
    private static final int MAX_MISSING_TENTHS = 4;

    static Trigrams of(String text) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> within = new LinkedHashSet<>();
        for (String word : WORD_SEPARATOR.split(text, -1)) {
            if (!word.isEmpty()) {
                all.addAll(trigramsOf("  " + word + " "));
                within.addAll(trigramsOf(word));
            }
        }
        List<List<String>> groups = partition(List.copyOf(all));
        if (!within.isEmpty()) {
            groups.add(List.copyOf(within));
        }
        return new Trigrams(List.copyOf(all), groups);
    }

    /**
     * One group more than trigrams may be missing, so one of them is whole in every like name; and those within the words,
     * which are whole where the text is a part of a name. Each is written as an array of PostgreSQL's.
     */
    List<String> arrayLiterals() {
        return groups.stream().map(Trigrams::toArrayLiteral).toList();
    }

    private static List<List<String>> partition(List<String> all) {
        int groups = all.size() * MAX_MISSING_TENTHS / 10 + 1;
        List<List<String>> split = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            List<String> group = all.subList(all.size() * i / groups, all.size() * (i + 1) / groups);
            if (!group.isEmpty()) {
                split.add(group);
            }
        }
        return split;
    }

    private static List<String> trigramsOf(String word) {
        int[] characters = word.codePoints().toArray();
        List<String> triples = new ArrayList<>();
        for (int i = 0; i + 3 <= characters.length; i++) {
            triples.add(new String(characters, i, 3));
        }
        return triples;
    }

    private static String toArrayLiteral(List<String> group) {
        return group.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }
}
