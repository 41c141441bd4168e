package social.skein.model;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** The scripts that are written without spaces between words. */
public final class UnspacedScripts {
    private static final Set<UnicodeScript> SCRIPTS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private UnspacedScripts() {}

    /** Whether a character belongs to such a script; the mark of a long vowel in Kana does. */
    public static boolean contains(int codePoint) {
        return SCRIPTS.contains(UnicodeScript.of(codePoint)) || isLongVowel(codePoint);
    }

    /** Whether a character is Hiragana or Katakana. */
    public static boolean isKana(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA || isLongVowel(codePoint);
    }

    private static boolean isLongVowel(int codePoint) {
        return codePoint == '\u30fc' || codePoint == '\uff70';
    }
}
