package social.skein.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a search finds a text by: its words as they are written and, where its language has a dictionary, their stems as
 * {@code /english_stem/word}. Nothing in them needs quoting.
 *
 * @param places where in the text each of them stands, from 1
 */
record Lexemes(SortedMap<String, List<Integer>> places) {

    /** @param stems those of a word as it is spelt; some have none */
    static Lexemes of(List<Words.Word> words, Optional<String> dictionary, Function<String, List<String>> stems) {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        int place = 0;
        for (Words.Word word : words) {
            place++;
            stand(places, word.plain(), place);
            if (dictionary.isPresent()) {
                for (String stem : stems.apply(word.spelt())) {
                    stand(places, "/" + dictionary.get() + "/" + stem, place);
                }
            }
        }
        return new Lexemes(places);
    }

    private static void stand(Map<String, List<Integer>> places, String lexeme, int place) {
        places.computeIfAbsent(lexeme, none -> new ArrayList<>()).add(place);
    }

    /** As PostgreSQL reads a {@code tsvector}, with marks, which stand nowhere. */
    String text(Collection<String> marks) {
        return Stream.concat(
                        places.entrySet().stream()
                                .map(lexeme -> "'" + lexeme.getKey() + "':"
                                        + lexeme.getValue().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(","))),
                        marks.stream().map(mark -> "'" + mark + "'"))
                .collect(Collectors.joining(" "));
    }
}
