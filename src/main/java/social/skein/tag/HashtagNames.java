package social.skein.tag;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.model.CaseFolding;
import social.skein.model.UnicodeNormalizer;

/**
 * Computes the canonical names of hashtags. Names are shown to users, so spellings with and without accents stay apart,
 * and no word is respelt in a way that its readers would not write.
 */
final class HashtagNames {
    /** Compatibility normalization would take these characters apart; their readers expect them whole. */
    private static final Pattern PRESERVED =
            Pattern.compile("[\\u0e33\\u0eb3\\u0edc\\u0edd\\u0f77\\u0f79\\u3131-\\u318e]+");

    /** The vowel am in Thai and Lao, typed in two characters, with a tone mark in between or before. */
    private static final Pattern THAI_AM = Pattern.compile("\\u0e4d([\\u0e48-\\u0e4b]?)\\u0e32");

    private static final Pattern LAO_AM = Pattern.compile("\\u0ecd([\\u0ec8-\\u0ecb]?)\\u0eb2");

    private HashtagNames() {}

    static String fold(String word) {
        return withFinalSigma(foldPrefix(word));
    }

    /** The name that ends where a prefix ends: Greek writes a σ at the end of a word as ς. */
    static String withFinalSigma(String prefix) {
        int last = prefix.length() - 1;
        return last > 0 && prefix.charAt(last) == 'σ' && Character.isLetter(prefix.codePointBefore(last))
                ? prefix.substring(0, last) + 'ς'
                : prefix;
    }

    /** The beginning of the names of hashtags. */
    static String foldPrefix(String word) {
        String composed = word.replace('\u309b', '\u3099').replace('\u309c', '\u309a');
        StringBuilder normalized = new StringBuilder(word.length());
        Matcher preserved = PRESERVED.matcher(composed);
        int end = 0;
        while (preserved.find()) {
            normalized
                    .append(normalize(composed.substring(end, preserved.start())))
                    .append(preserved.group());
            end = preserved.end();
        }
        normalized.append(normalize(composed.substring(end)));
        String thai = THAI_AM.matcher(normalized).replaceAll("$1\u0e33");
        return CaseFolding.fold(LAO_AM.matcher(thai).replaceAll("$1\u0eb3"));
    }

    private static String normalize(String text) {
        return UnicodeNormalizer.normalize(text, Normalizer.Form.NFKC);
    }
}
