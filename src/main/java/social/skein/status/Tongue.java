package social.skein.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import social.skein.account.AccountViews;
import social.skein.http.Origin;
import social.skein.sql.Loader;

/**
 * A language in which many texts are loaded at once: how they look and by which lexemes a search finds them. PostgreSQL is
 * asked for the stems of all words beforehand; a word it was not asked for, a name say, is its own stem.
 */
public final class Tongue {
    private static final String STEMS = """
            select word, unnest(ts_lexize(dictionary.oid::regdictionary, word)) as stem
              from unnest(string_to_array(?, ' ')) word
              join pg_ts_dict dictionary on dictname = ?
            """;

    final Origin origin;
    final AccountViews views;
    final String language;
    private final String dictionary;
    private final Map<String, List<String>> stems;

    private Tongue(Origin origin, String language, String dictionary, Map<String, List<String>> stems) {
        this.origin = origin;
        this.views = new AccountViews(origin);
        this.language = language;
        this.dictionary = dictionary;
        this.stems = stems;
    }

    /**
     * Learns a language.
     *
     * @param vocabulary a text with every word there will be, but for those that are their own stems
     */
    public static Tongue learn(Loader loader, Origin origin, String language, String vocabulary) {
        String dictionary = Stemming.dictionary(Optional.of(language)).orElseThrow();
        List<String> words =
                Words.of(vocabulary).stream().map(Words.Word::spelt).distinct().toList();
        Map<String, List<String>> stems = new HashMap<>();
        words.forEach(word -> stems.put(word, new ArrayList<>()));
        loader.list(
                        STEMS,
                        row -> Map.entry(row.getString("word"), row.getString("stem")),
                        String.join(" ", words),
                        dictionary)
                .forEach(stem -> stems.computeIfAbsent(stem.getKey(), none -> new ArrayList<>())
                        .add(stem.getValue()));
        return new Tongue(origin, language, dictionary, stems);
    }

    /** The lexemes {@link StatusWords} would write down, each with its places; marks have none. */
    SortedMap<String, List<Integer>> lexemes(Status status) {
        List<Words.Word> words = Words.of(StatusWords.text(status.spoilerText(), status.source()));
        SortedMap<String, List<Integer>> lexemes = Lexemes.of(
                        words, Optional.of(dictionary), word -> stems.getOrDefault(word, List.of(word)))
                .places();
        StatusWords.marks(status).forEach(mark -> lexemes.put(mark, List.of()));
        return lexemes;
    }
}
