package social.skein.model;

import java.text.Normalizer;
import java.util.Locale;

/** Removes the difference between upper and lower case, in all scripts and independently of any language. */
public final class CaseFolding {
    private CaseFolding() {}

    /**
     * Texts that differ only in case, or in the composition of their accents, have the same fold. Converts the whole
     * text to upper case first, because ß becomes SS only there; then each character to lower case by itself, because a
     * σ at the end of a word would become ς otherwise, and İ would become two characters.
     */
    public static String fold(String text) {
        String upper = compose(text).replace('\u1e9e', 'ß').toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        compose(upper).codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return compose(folded.toString());
    }

    private static String compose(String text) {
        return UnicodeNormalizer.normalize(text, Normalizer.Form.NFC);
    }
}
