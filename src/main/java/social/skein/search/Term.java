package social.skein.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.status.Words;

/** A part of a query for statuses, that each status found has, or has not. */
sealed interface Term {

    boolean negated();

    /**
     * It in PostgreSQL's language of queries.
     *
     * @param stems the lexemes a word's stems are kept under, in every language
     */
    String query(Function<String, List<String>> stems);

    /** Words one after the other: in quotes, or parts of what looks like one word. */
    record Phrase(List<Words.Word> words, boolean exact, boolean beginning, boolean negated) implements Term {
        @Override
        public String query(Function<String, List<String>> stems) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                boolean open = beginning && i == words.size() - 1;
                parts.add(part(words.get(i), open, stems));
            }
            return parts.size() == 1 ? parts.get(0) : "(" + String.join(" <-> ", parts) + ")";
        }

        private String part(Words.Word word, boolean open, Function<String, List<String>> stems) {
            String plain = quoted(word.plain()) + (open ? ":*" : "");
            List<String> others = exact ? List.of() : stems.apply(word.spelt());
            return others.isEmpty()
                    ? plain
                    : "(" + plain + " | " + others.stream().map(Term::quoted).collect(Collectors.joining(" | ")) + ")";
        }
    }

    /** Something that is written down with a status under a name of its own. */
    record Mark(String lexeme, boolean negated) implements Term {
        @Override
        public String query(Function<String, List<String>> stems) {
            return quoted(lexeme);
        }
    }

    private static String quoted(String lexeme) {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
