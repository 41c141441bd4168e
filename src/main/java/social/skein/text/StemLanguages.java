package social.skein.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The languages PostgreSQL can stem, by language code. Texts in other languages are searchable by their exact words.
 */
public final class StemLanguages {
    private static final Map<String, String> DICTIONARIES = Map.ofEntries(
            Map.entry("ar", "arabic_stem"),
            Map.entry("hy", "armenian_stem"),
            Map.entry("eu", "basque_stem"),
            Map.entry("ca", "catalan_stem"),
            Map.entry("da", "danish_stem"),
            Map.entry("nl", "dutch_stem"),
            Map.entry("en", "english_stem"),
            Map.entry("et", "estonian_stem"),
            Map.entry("fi", "finnish_stem"),
            Map.entry("fr", "french_stem"),
            Map.entry("de", "german_stem"),
            Map.entry("el", "greek_stem"),
            Map.entry("hi", "hindi_stem"),
            Map.entry("hu", "hungarian_stem"),
            Map.entry("id", "indonesian_stem"),
            Map.entry("ga", "irish_stem"),
            Map.entry("it", "italian_stem"),
            Map.entry("lt", "lithuanian_stem"),
            Map.entry("ne", "nepali_stem"),
            Map.entry("no", "norwegian_stem"),
            Map.entry("nb", "norwegian_stem"),
            Map.entry("nn", "norwegian_stem"),
            Map.entry("pt", "portuguese_stem"),
            Map.entry("ro", "romanian_stem"),
            Map.entry("ru", "russian_stem"),
            Map.entry("sr", "serbian_stem"),
            Map.entry("es", "spanish_stem"),
            Map.entry("sv", "swedish_stem"),
            Map.entry("ta", "tamil_stem"),
            Map.entry("tr", "turkish_stem"),
            Map.entry("yi", "yiddish_stem"));

    private StemLanguages() {}

    /** The dictionary for a language. An older PostgreSQL may not have it. */
    public static Optional<String> dictionary(Optional<String> language) {
        return language.map(StemLanguages::languageCode).map(DICTIONARIES::get);
    }

    /** The names of all dictionaries. */
    public static String[] dictionaries() {
        return DICTIONARIES.values().stream().distinct().toArray(String[]::new);
    }

    /** The language of a tag like {@code pt-BR}, in lower case. */
    public static String languageCode(String language) {
        return language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    }
}
