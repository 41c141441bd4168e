package social.skein.account;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The trigrams of a search text, as the database function {@code name_terms} computes them for names.
 *
 * @param groups a partition of {@code all}, plus the trigrams inside words; see {@link #arrayLiterals}
 */
record Trigrams(List<String> all, List<List<String>> groups) {
    private static final Pattern WORD_SEPARATOR = Pattern.compile("[ _]+");

    /** A similar name lacks at most this many tenths of the trigrams. */
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
     * The groups as PostgreSQL array literals. The partition has one group more than trigrams may be missing, so every
     * similar name contains at least one whole group. The last group, the trigrams inside words, is whole in each name
     * that contains the text.
     */
    List<String> arrayLiterals() {
        return groups.stream().map(Trigrams::toArrayLiteral).toList();
    }

    private static List<List<String>> partition(List<String> all) {
        int groups = all.size() * MAX_MISSING_TENTHS / 10 + 1;
        List<List<String>> result = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            List<String> group = all.subList(all.size() * i / groups, all.size() * (i + 1) / groups);
            if (!group.isEmpty()) {
                result.add(group);
            }
        }
        return result;
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
