package social.skein.text;

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
 * @param positions where in the text each of them stands, from 1
 */
public record Lexemes(SortedMap<String, List<Integer>> positions) {

    /**
     * The search terms of a text.
     *
     * @param stems the stems of a word as it is spelt; empty if the dictionary has none
     */
    public static Lexemes of(
            List<WordSegmenter.Word> words, Optional<String> dictionary, Function<String, List<String>> stems) {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        int place = 0;
        for (WordSegmenter.Word word : words) {
            place++;
            addPosition(places, word.folded(), place);
            if (dictionary.isPresent()) {
                for (String stem : stems.apply(word.original())) {
                    addPosition(places, "/" + dictionary.get() + "/" + stem, place);
                }
            }
        }
        return new Lexemes(places);
    }

    private static void addPosition(Map<String, List<Integer>> positions, String lexeme, int position) {
        positions.computeIfAbsent(lexeme, none -> new ArrayList<>()).add(position);
    }

    /** As PostgreSQL reads a {@code tsvector}, with marks, which stand nowhere. */
    public String toTsvector(Collection<String> markers) {
        return Stream.concat(
                        positions.entrySet().stream()
                                .map(lexeme -> "'" + lexeme.getKey() + "':"
                                        + lexeme.getValue().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(","))),
                        markers.stream().map(mark -> "'" + mark + "'"))
                .collect(Collectors.joining(" "));
    }
}
