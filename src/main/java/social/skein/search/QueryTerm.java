package social.skein.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.text.WordSegmenter;

/** A part of a query for statuses, that each status found has, or has not. */
sealed interface QueryTerm {

    boolean negated();

    /**
     * It in PostgreSQL's language of queries.
     *
     * @param stems the lexemes a word's stems are kept under, in every language
     */
    String tsQuery(Function<String, List<String>> stems);

    /** Words one after the other: in quotes, or parts of what looks like one word. */
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
            String plain = quote(word.folded()) + (asPrefix ? ":*" : "");
            List<String> others = exact ? List.of() : stems.apply(word.original());
            return others.isEmpty()
                    ? plain
                    : "(" + plain + " | "
                            + others.stream().map(QueryTerm::quote).collect(Collectors.joining(" | ")) + ")";
        }
    }

    /** Something that is written down with a status under a name of its own. */
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
