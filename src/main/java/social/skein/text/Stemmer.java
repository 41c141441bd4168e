package social.skein.text;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.sql.Sql;

/** Computes the search terms of a text. PostgreSQL stems the words; stems are cached. */
public final class Stemmer {
    /** Stems change only with an upgrade of PostgreSQL. */
    private static final Duration TTL = Duration.ofDays(1);

    private static final String STEMS = """
            select dictname as dictionary, word, unnest(ts_lexize(pg_ts_dict.oid::regdictionary, word)) as stem
              from unnest($1::text[], $2::text[]) requested (dictionary, word)
              join pg_ts_dict on dictname = requested.dictionary
            """;

    private final Sql sql;
    private final LocalLoadingCache<DictionaryWord, List<String>> stems;

    public Stemmer(Sql sql, CacheBudget budget) {
        this.sql = sql;
        this.stems = budget.bulkCache(new CacheBudget.LocalCacheSpec<>("stems", TTL, 2, Stemmer::bytes), this::load);
    }

    /** A word and the dictionary to stem it with. */
    private record DictionaryWord(String dictionary, String word) {}

    public Future<Lexemes> lexemes(String text, Optional<String> language) {
        List<WordSegmenter.Word> words = WordSegmenter.segment(text);
        Optional<String> dictionary = StemLanguages.dictionary(language);
        if (dictionary.isEmpty()) {
            return Future.succeededFuture(Lexemes.of(words, dictionary, word -> List.of()));
        }
        Set<DictionaryWord> keys = words.stream()
                .map(word -> new DictionaryWord(dictionary.get(), word.original()))
                .collect(Collectors.toSet());
        return stems.getAll(keys)
                .map(found -> Lexemes.of(
                        words,
                        dictionary,
                        word -> found.getOrDefault(new DictionaryWord(dictionary.get(), word), List.of())));
    }

    private Future<Map<DictionaryWord, List<String>>> load(Set<DictionaryWord> keys) {
        String[] dictionaries = keys.stream().map(DictionaryWord::dictionary).toArray(String[]::new);
        String[] words = keys.stream().map(DictionaryWord::word).toArray(String[]::new);
        return sql.list(STEMS, row -> row, dictionaries, words).map(rows -> {
            Map<DictionaryWord, List<String>> found = new HashMap<>();
            rows.forEach(row -> found.computeIfAbsent(
                            new DictionaryWord(row.getString("dictionary"), row.getString("word")),
                            first -> new ArrayList<>())
                    .add(row.getString("stem")));
            return found;
        });
    }

    private static int bytes(List<String> stems) {
        return 100 * (1 + stems.size());
    }
}
