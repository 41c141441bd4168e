package social.skein.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import social.skein.model.UnspacedScripts;

/**
 * Splits texts and search queries into words, in the same way for both and independent of the database's locale. Words
 * consist of letters, digits and combining marks, so they need no quoting. They are compared in the form of {@link
 * WordFolding}. In scripts without spaces every two adjacent characters form a word, and the last character of a run forms one alone:
 * any part of a run is found as a phrase of such pairs, and a single character as a prefix.
 */
public final class WordSegmenter {
    /** Longer words are truncated. */
    private static final int MAX_WORD_LENGTH = 60;

    /** More than a status of natural text contains. */
    private static final int MAX_WORDS = 2_000;

    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean unspaced;

    private WordSegmenter() {}

    /**
     * A word in lower case.
     *
     * @param folded for comparison
     * @param original with accents, for stemming
     * @param joined whether the next word belongs to the same run of a script without spaces
     */
    public record Word(String folded, String original, boolean joined) {}

    /** The words in their order. */
    public static List<Word> segment(String text) {
        WordSegmenter segmenter = new WordSegmenter();
        String normalized = WordFolding.normalize(text).toLowerCase(Locale.ROOT);
        for (int i = 0; i < normalized.length() && segmenter.words.size() < MAX_WORDS; ) {
            int c = normalized.codePointAt(i);
            segmenter.append(c);
            i += Character.charCount(c);
        }
        segmenter.endWord();
        return segmenter.words;
    }

    private void append(int codePoint) {
        boolean mark = WordFolding.isMark(codePoint);
        if (!mark && !Character.isLetterOrDigit(codePoint)) {
            endWord();
            return;
        }
        boolean codePointUnspaced = mark ? unspaced : UnspacedScripts.contains(codePoint);
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
            addWord(original);
        }
        word.setLength(0);
        unspaced = false;
    }

    private void addWord(String original) {
        String folded = WordFolding.fold(original);
        if (!folded.isEmpty()) {
            words.add(new Word(folded, original, false));
        }
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
}
