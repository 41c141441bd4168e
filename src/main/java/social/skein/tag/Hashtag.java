package social.skein.tag;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import social.skein.http.PublicUrl;

/**
 * The syntax of hashtags, in any script: the valid words, the normalization of names, and the end of a hashtag in a
 * text.
 */
public final class Hashtag {
    private static final int MAX_LENGTH = 100;

    /** From Devanagari to Sinhala, and Myanmar. */
    private static final String VIRAMAS =
            "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u17d2";

    private Hashtag() {}

    /**
     * The end of the hashtag whose word begins at {@code from}, or {@code from} itself if none begins there. A hashtag
     * contains a letter, and begins with neither a combining mark nor a joiner. Linear in the length of the word.
     */
    public static int findEnd(String text, int from, int end) {
        int last = from;
        int wordEnd = from;
        int before = 0;
        boolean letter = false;
        while (last < end) {
            int c = text.codePointAt(last);
            if (!isWordCharacter(c) && !isJoiner(c)) {
                break;
            }
            last += Character.charCount(c);
            letter |= Character.isLetter(c);
            wordEnd = isJoiner(c) && !endsWord(before, c) ? wordEnd : last;
            before = c;
        }
        boolean begins = from < end && !isMark(text.codePointAt(from)) && !isJoiner(text.codePointAt(from));
        return letter && begins && wordEnd - from < MAX_LENGTH ? wordEnd : from;
    }

    /** Whether the character is part of a word. */
    public static boolean isWordCharacter(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || isMark(c);
    }

    /** The normalized name of a hashtag given with or without its sign; empty if it is not a hashtag. */
    public static Optional<String> parse(String text) {
        String bare = withoutSign(text);
        return canonicalName(bare).filter(name -> findEnd(bare, 0, bare.length()) == bare.length());
    }

    /** The normalized prefix for a partly typed hashtag; empty if no hashtag can begin with it. */
    public static Optional<String> parsePrefix(String text) {
        String prefix = HashtagNames.foldPrefix(withoutSign(text));
        return Optional.of(prefix)
                .filter(value -> !value.isEmpty() && value.length() < MAX_LENGTH)
                .filter(value -> value.codePoints().allMatch(c -> isWordCharacter(c) || isJoiner(c)));
    }

    private static String withoutSign(String text) {
        String word = text.strip();
        return word.startsWith("#") || word.startsWith("\uff03") ? word.substring(1) : word;
    }

    /**
     * The common name of all spellings that differ only in case, width or the composition of marks; empty if the word
     * is not a hashtag.
     */
    public static Optional<String> canonicalName(String word) {
        String name = HashtagNames.fold(word);
        return Optional.of(name)
                .filter(folded -> !folded.isEmpty() && findEnd(folded, 0, folded.length()) == folded.length());
    }

    /** The URL of its page. Content and {@code tags} must contain the same URL, by which clients match the two. */
    public static String url(PublicUrl publicUrl, String name) {
        return publicUrl + "/tags/" + encode(name);
    }

    /** The URL of an account's statuses with the hashtag. */
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

    /** A character that is part of a word in some scripts, but only if the word continues after it. */
    private static boolean isJoiner(int c) {
        return switch (c) {
            case '\u00b7', // Catalan
                    '\u30fb', // Japanese: between foreign names
                    '\u301c', // Japanese: ranges and long vowels
                    '\u30a0', // Japanese: double hyphen
                    '\u309b', // Japanese: sound marks beside their letter
                    '\u309c',
                    '\u05f3', // Hebrew: geresh and gershayim
                    '\u05f4',
                    '\u0f0b', // Tibetan: between syllables
                    '\u0f0c',
                    '\u200c', // the zero-width joiners of Persian and of Indic scripts
                    '\u200d' -> true;
            default -> false;
        };
    }

    /** Whether a joiner belongs to the word even at its end: after a virama it selects the form of the letter. */
    private static boolean endsWord(int before, int joiner) {
        return joiner == '\u309b'
                || joiner == '\u309c'
                || ((joiner == '\u200c' || joiner == '\u200d') && VIRAMAS.indexOf(before) >= 0);
    }
}
