package social.skein.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text, the same for what is written and for what is looked for, whatever the database's locale. What is
 * no letter, digit or mark stands between words, so a word needs no quoting anywhere. Latin and Greek words lose their
 * accents. Where a script puts no spaces between words, each two neighbouring characters are one, and so is the last
 * character of a run: a run is found by any part of it, as neighbours in that order, and a single character as a beginning.
 */
public final class WordSegmenter {
    /** Of longer words the beginning counts. */
    private static final int MAX_WORD_LENGTH = 60;

    /** More than a status can hold as people write. */
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
     * @param folded as it is compared, without accents
     * @param original as it was written, which stemming needs
     * @param joined whether it and the next word are parts of one run
     */
    public record Word(String folded, String original, boolean joined) {}

    /** The words in their order. */
    public static List<Word> segment(String text) {
        WordSegmenter words = new WordSegmenter();
        String same = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (int at = 0; at < same.length() && words.words.size() < MAX_WORDS; ) {
            int c = same.codePointAt(at);
            words.append(c);
            at += Character.charCount(c);
        }
        words.endWord();
        return words.words;
    }

    private void append(int codePoint) {
        boolean mark = isMark(codePoint);
        if (!mark && !Character.isLetterOrDigit(codePoint)) {
            endWord();
            return;
        }
        boolean without = mark ? unspaced : isUnspaced(codePoint);
        if (without != unspaced) {
            endWord();
            unspaced = without;
        }
        if (!mark || !word.isEmpty()) {
            word.appendCodePoint(codePoint);
        }
    }

    private void endWord() {
        if (unspaced) {
            addBigrams(word.toString());
        } else if (!word.isEmpty()) {
            String spelt = truncate(word.toString());
            words.add(new Word(stripAccents(spelt), spelt, false));
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

    /** Only of scripts where an accent makes no other letter of it to most who read them. */
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

    /** Whether it belongs to a script that puts no spaces between words. */
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
