package social.skein.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits texts and search queries into words, in the same way for both and independent of the database's locale. Words
 * consist of letters, digits and combining marks, so they need no quoting. Latin and Greek words lose their accents. In
 * scripts without spaces every two adjacent characters form a word, and the last character of a run forms one alone:
 * any part of a run is found as a phrase of such pairs, and a single character as a prefix.
 */
public final class WordSegmenter {
    /** Longer words are truncated. */
    private static final int MAX_WORD_LENGTH = 60;

    /** More than a status of natural text contains. */
    private static final int MAX_WORDS = 2_000;

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private static final Set<UnicodeScript> ACCENTED = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK);

    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean unspaced;

    private WordSegmenter() {}

    /**
     * A word in lower case.
     *
     * @param folded without accents, for comparison
     * @param original with accents, for stemming
     * @param joined whether the next word belongs to the same run of a script without spaces
     */
    public record Word(String folded, String original, boolean joined) {}

    /** The words in their order. */
    public static List<Word> segment(String text) {
        WordSegmenter segmenter = new WordSegmenter();
        String normalized = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (int i = 0; i < normalized.length() && segmenter.words.size() < MAX_WORDS; ) {
            int c = normalized.codePointAt(i);
            segmenter.append(c);
            i += Character.charCount(c);
        }
        segmenter.endWord();
        return segmenter.words;
    }

    private void append(int codePoint) {
        boolean mark = isMark(codePoint);
        if (!mark && !Character.isLetterOrDigit(codePoint)) {
            endWord();
            return;
        }
        boolean codePointUnspaced = mark ? unspaced : isUnspaced(codePoint);
        if (codePointUnspaced != unspaced) {
            endWord();
            unspaced = codePointUnspaced;
        }
        if (!mark || !word.isEmpty()) {
            word.appendCodePoint(codePoint);
        }
    }

    private void endWord() {
        if (unspaced) {
            addBigrams(word.toString());
        } else if (!word.isEmpty()) {
            String original = truncate(word.toString());
            words.add(new Word(stripAccents(original), original, false));
        }
        word.setLength(0);
        unspaced = false;
    }

    private void addBigrams(String run) {
        int[] characters = run.codePoints().toArray();
        for (int i = 0; i < characters.length && words.size() < MAX_WORDS; i++) {
            boolean last = i == characters.length - 1;
            String pair = new String(characters, i, last ? 1 : 2);
            words.add(new Word(pair, pair, !last));
        }
    }

    private static String truncate(String word) {
        return word.length() <= MAX_WORD_LENGTH
                ? word
                : word.substring(0, word.offsetByCodePoints(0, word.codePointCount(0, MAX_WORD_LENGTH - 1)));
    }

    /** Strips accents in scripts where an accented letter is not commonly seen as a separate letter. */
    private static String stripAccents(String word) {
        StringBuilder plain = new StringBuilder(word.length());
        boolean accented = false;
        for (int c :
                Normalizer.normalize(word, Normalizer.Form.NFD).codePoints().toArray()) {
            if (!isMark(c)) {
                accented = ACCENTED.contains(UnicodeScript.of(c));
            }
            if (!isMark(c) || !accented) {
                plain.appendCodePoint(c);
            }
        }
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
        return composed.isEmpty() ? word : composed;
    }

    /** Whether the character belongs to a script without spaces between words. */
    public static boolean isUnspaced(int codePoint) {
        return UNSPACED.contains(UnicodeScript.of(codePoint)) || codePoint == '\u30fc';
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
