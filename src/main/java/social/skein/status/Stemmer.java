package social.skein.status;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.sql.Sql;

/** Finds by what a search is to find a text. PostgreSQL stems the words; those that many people use it stems once. */
public final class Stemmer {
    /** What a word is stemmed to changes with the version of PostgreSQL. */
    private static final Duration AGE = Duration.ofDays(1);

    private static final String STEMS = """
            select dictname as dictionary, word, unnest(ts_lexize(pg_ts_dict.oid::regdictionary, word)) as stem
              from unnest($1::text[], $2::text[]) asked (dictionary, word)
              join pg_ts_dict on dictname = asked.dictionary
            """;

    private final Sql sql;
    private final Lookups<Spelt, List<String>> stems;

    public Stemmer(Sql sql, Memory memory) {
        this.sql = sql;
        this.stems = memory.lookups(new Memory.Keeping<>("stems", AGE, 2, Stemmer::bytes), this::load);
    }

    /** A word in the language of a dictionary. */
    private record Spelt(String dictionary, String word) {}

    Future<Lexemes> lexemes(String text, Optional<String> language) {
        List<Words.Word> words = Words.of(text);
        Optional<String> dictionary = Stemming.dictionary(language);
        if (dictionary.isEmpty()) {
            return Future.succeededFuture(Lexemes.of(words, dictionary, word -> List.of()));
        }
        Set<Spelt> asked = words.stream()
                .map(word -> new Spelt(dictionary.get(), word.spelt()))
                .collect(Collectors.toSet());
        return stems.all(asked)
                .map(found -> Lexemes.of(
                        words, dictionary, word -> found.getOrDefault(new Spelt(dictionary.get(), word), List.of())));
    }

    private Future<Map<Spelt, List<String>>> load(Set<Spelt> asked) {
        String[] dictionaries = asked.stream().map(Spelt::dictionary).toArray(String[]::new);
        String[] words = asked.stream().map(Spelt::word).toArray(String[]::new);
        return sql.list(STEMS, row -> row, dictionaries, words).map(rows -> {
            Map<Spelt, List<String>> found = new HashMap<>();
            rows.forEach(row -> found.computeIfAbsent(
                            new Spelt(row.getString("dictionary"), row.getString("word")), first -> new ArrayList<>())
                    .add(row.getString("stem")));
            return found;
        });
    }

    private static int bytes(List<String> stems) {
        return 100 * (1 + stems.size());
    }
}
