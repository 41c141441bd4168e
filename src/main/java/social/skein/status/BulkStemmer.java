package social.skein.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import social.skein.account.AccountViews;
import social.skein.http.PublicUrl;
import social.skein.sql.BulkConnection;
import social.skein.text.Lexemes;
import social.skein.text.StemLanguages;
import social.skein.text.WordSegmenter;

/**
 * Computes the search terms of bulk-loaded statuses in one language. The stems of a whole vocabulary are loaded from
 * PostgreSQL in advance; a word outside of it, such as a name, is its own stem.
 */
public final class BulkStemmer {
    private static final String STEMS = """
            select word, unnest(ts_lexize(dictionary.oid::regdictionary, word)) as stem
              from unnest(string_to_array(?, ' ')) word
              join pg_ts_dict dictionary on dictname = ?
            """;

    final PublicUrl origin;
    final AccountViews accountViews;
    final String language;
    private final String dictionary;
    private final Map<String, List<String>> stems;

    private BulkStemmer(PublicUrl origin, String language, String dictionary, Map<String, List<String>> stems) {
        this.origin = origin;
        this.accountViews = new AccountViews(origin);
        this.language = language;
        this.dictionary = dictionary;
        this.stems = stems;
    }

    /**
     * Loads the stems of a language.
     *
     * @param vocabulary a text with every word the statuses will use, except words that are their own stems
     */
    public static BulkStemmer load(BulkConnection loader, PublicUrl origin, String language, String vocabulary) {
        String dictionary = StemLanguages.dictionary(Optional.of(language)).orElseThrow();
        List<String> words = WordSegmenter.segment(vocabulary).stream()
                .map(WordSegmenter.Word::original)
                .distinct()
                .toList();
        Map<String, List<String>> stems = new HashMap<>();
        words.forEach(word -> stems.put(word, new ArrayList<>()));
        loader.list(
                        STEMS,
                        row -> Map.entry(row.getString("word"), row.getString("stem")),
                        String.join(" ", words),
                        dictionary)
                .forEach(stem -> stems.computeIfAbsent(stem.getKey(), none -> new ArrayList<>())
                        .add(stem.getValue()));
        return new BulkStemmer(origin, language, dictionary, stems);
    }

    /** The lexemes {@link StatusSearchIndex} would write, each with its positions; markers have none. */
    SortedMap<String, List<Integer>> lexemes(Status status) {
        List<WordSegmenter.Word> words =
                WordSegmenter.segment(StatusSearchIndex.searchText(status.spoilerText(), status.source()));
        SortedMap<String, List<Integer>> lexemes = Lexemes.of(
                        words, Optional.of(dictionary), word -> stems.getOrDefault(word, List.of(word)))
                .positions();
        StatusSearchIndex.markers(status).forEach(marker -> lexemes.put(marker, List.of()));
        return lexemes;
    }
}
