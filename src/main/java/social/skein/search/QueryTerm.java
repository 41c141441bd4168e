package social.skein.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.text.WordFolding;
import social.skein.text.WordSegmenter;

/** A condition of a status query that every result satisfies, or does not if negated. */
sealed interface QueryTerm {

    boolean negated();

    /**
     * The condition as a PostgreSQL tsquery.
     *
     * @param stems returns the lexemes of a word's stems in every language
     */
    String tsQuery(Function<String, List<String>> stems);

    /** Consecutive words: a quoted phrase, or the parts of one token. */
    record PhraseTerm(List<WordSegmenter.Word> words, boolean exact, boolean prefix, boolean negated)
            implements QueryTerm {
        @Override
        public String tsQuery(Function<String, List<String>> stems) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                boolean open = prefix && i == words.size() - 1;
                parts.add(wordQuery(words.get(i), open, stems));
            }
            return parts.size() == 1 ? parts.get(0) : "(" + String.join(" <-> ", parts) + ")";
        }

        private String wordQuery(WordSegmenter.Word word, boolean asPrefix, Function<String, List<String>> stems) {
            String suffix = asPrefix ? ":*" : "";
            Set<String> alternatives = new LinkedHashSet<>();
            alternatives.add(quote(word.folded()) + suffix);
            String before = WordFolding.foldAsBefore(word.original());
            if (!before.isEmpty()) {
                alternatives.add(quote(before) + suffix);
            }
            if (!exact) {
                stems.apply(word.original()).forEach(stem -> alternatives.add(quote(stem)));
            }
            return alternatives.size() == 1
                    ? alternatives.iterator().next()
                    : alternatives.stream().collect(Collectors.joining(" | ", "(", ")"));
        }
    }

    /** An attribute that the index stores as a lexeme of its own. */
    record AttributeTerm(String lexeme, boolean negated) implements QueryTerm {
        @Override
        public String tsQuery(Function<String, List<String>> stems) {
            return quote(lexeme);
        }
    }

    private static String quote(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
