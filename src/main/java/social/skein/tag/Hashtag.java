package social.skein.tag;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import social.skein.http.PublicUrl;

/** What a hashtag is, in any script: which words may be one, what makes two the same, and where it is found. */
public final class Hashtag {
    private static final int MAX_LENGTH = 100;

    private Hashtag() {}

    /**
     * Where the hashtag ends whose word begins at {@code from}; {@code from} itself where no hashtag begins there. A word
     * has a letter, and begins neither with a mark nor with what only joins. Looks once at each character.
     */
    public static int findEnd(String text, int from, int end) {
        int last = from;
        int wordEnd = from;
        boolean letter = false;
        while (last < end) {
            int c = text.codePointAt(last);
            if (!isWordCharacter(c) && !isJoiner(c)) {
                break;
            }
            last += Character.charCount(c);
            letter |= Character.isLetter(c);
            wordEnd = isJoiner(c) ? wordEnd : last;
        }
        boolean begins = from < end && !isMark(text.codePointAt(from)) && !isJoiner(text.codePointAt(from));
        return letter && begins && wordEnd - from < MAX_LENGTH ? wordEnd : from;
    }

    /** Whether this is part of a word. */
    public static boolean isWordCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || isMark(c);
    }

    /** The name of the hashtag somebody typed, with its sign or without; nothing where it is none. */
    public static Optional<String> parse(String text) {
        String bare = withoutSign(text);
        return canonicalName(bare).filter(name -> findEnd(bare, 0, bare.length()) == bare.length());
    }

    /** What the names of hashtags may begin with, where somebody typed a part of one; nothing where none does. */
    public static Optional<String> parsePrefix(String text) {
        String part = fold(withoutSign(text));
        return Optional.of(part)
                .filter(some -> !some.isEmpty() && some.length() < MAX_LENGTH)
                .filter(some -> some.codePoints().allMatch(c -> isWordCharacter(c) || isJoiner(c)));
    }

    private static String withoutSign(String text) {
        String word = text.strip();
        return word.startsWith("#") || word.startsWith("\uff03") ? word.substring(1) : word;
    }

    private static String fold(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The one spelling of all that differ only in case or width; nothing where a character stands for no word. */
    public static Optional<String> canonicalName(String word) {
        String name = fold(word);
        return Optional.of(name).filter(same -> !same.isEmpty() && findEnd(same, 0, same.length()) == same.length());
    }

    /** The address of its page; content and {@code tags} carry the very same text, by which clients find one in the other. */
    public static String url(PublicUrl publicUrl, String name) {
        return publicUrl + "/tags/" + encode(name);
    }

    /** The address of what somebody posted with it. */
    static String taggedUrl(String profileUrl, String name) {
        return profileUrl + "/tagged/" + encode(name);
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** What is part of a word in Catalan, Japanese or Persian as long as it goes on behind it. */
    private static boolean isJoiner(int c) {
        return c == '\u00b7' || c == '\u30fb' || c == '\u200c';
    }
}
