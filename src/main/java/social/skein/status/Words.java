package social.skein.status;

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
public final class Words {
    /** Of longer words the beginning counts. */
    private static final int LONGEST = 60;

    /** More than a status can hold as people write. */
    private static final int MOST = 2_000;

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

    private Words() {}

    /**
     * A word in lower case.
     *
     * @param plain as it is compared, without accents
     * @param spelt as it was written, which stemming needs
     * @param joined whether it and the next word are parts of one run
     */
    public record Word(String plain, String spelt, boolean joined) {}

    /** The words in their order. */
    public static List<Word> of(String text) {
        Words words = new Words();
        String same = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        for (int at = 0; at < same.length() && words.words.size() < MOST; ) {
            int c = same.codePointAt(at);
            words.read(c);
            at += Character.charCount(c);
        }
        words.end();
        return words.words;
    }

    private void read(int c) {
        boolean mark = isMark(c);
        if (!mark && !Character.isLetterOrDigit(c)) {
            end();
            return;
        }
        boolean without = mark ? unspaced : isUnspaced(c);
        if (without != unspaced) {
            end();
            unspaced = without;
        }
        if (!mark || !word.isEmpty()) {
            word.appendCodePoint(c);
        }
    }

    private void end() {
        if (unspaced) {
            pairs(word.toString());
        } else if (!word.isEmpty()) {
            String spelt = cut(word.toString());
            words.add(new Word(withoutAccents(spelt), spelt, false));
        }
        word.setLength(0);
        unspaced = false;
    }

    private void pairs(String run) {
        int[] characters = run.codePoints().toArray();
        for (int i = 0; i < characters.length && words.size() < MOST; i++) {
            boolean last = i == characters.length - 1;
            String pair = new String(characters, i, last ? 1 : 2);
            words.add(new Word(pair, pair, !last));
        }
    }

    private static String cut(String word) {
        return word.length() <= LONGEST
                ? word
                : word.substring(0, word.offsetByCodePoints(0, word.codePointCount(0, LONGEST - 1)));
    }

    /** Only of scripts where an accent makes no other letter of it to most who read them. */
    private static String withoutAccents(String word) {
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
    public static boolean isUnspaced(int c) {
        return UNSPACED.contains(UnicodeScript.of(c)) || c == '\u30fc';
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
