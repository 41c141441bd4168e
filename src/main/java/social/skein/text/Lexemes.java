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
 * The search terms of a text: its words as written and, if there is a dictionary for its language, their stems as
 * {@code /english_stem/word}. None of them needs quoting in SQL.
 *
 * @param positions the positions in the text of each term, counted from 1
 */
public record Lexemes(SortedMap<String, List<Integer>> positions) {

    /**
     * The search terms of a text.
     *
     * @param stems the stems of a word as it is spelt; empty if the dictionary has none
     */
    public static Lexemes of(
            List<WordSegmenter.Word> words, Optional<String> dictionary, Function<String, List<String>> stems) {
        SortedMap<String, List<Integer>> positions = new TreeMap<>();
        int position = 0;
        for (WordSegmenter.Word word : words) {
            position++;
            addPosition(positions, word.folded(), position);
            if (dictionary.isPresent()) {
                for (String stem : stems.apply(word.original())) {
                    addPosition(positions, "/" + dictionary.get() + "/" + stem, position);
                }
            }
        }
        return new Lexemes(positions);
    }

    private static void addPosition(Map<String, List<Integer>> positions, String lexeme, int position) {
        positions.computeIfAbsent(lexeme, none -> new ArrayList<>()).add(position);
    }

    /** The text form of a {@code tsvector}; markers have no positions. */
    public String toTsvector(Collection<String> markers) {
        return Stream.concat(
                        positions.entrySet().stream()
                                .map(lexeme -> "'" + lexeme.getKey() + "':"
                                        + lexeme.getValue().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining(","))),
                        markers.stream().map(marker -> "'" + marker + "'"))
                .collect(Collectors.joining(" "));
    }
}
