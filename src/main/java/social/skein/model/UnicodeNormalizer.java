package social.skein.model;

import java.text.Normalizer;

/**
 * Unicode normalization in linear time. The normalizer of the JDK sorts the combining marks on a character by insertion,
 * so half a million marks in the wrong order would block an event loop for minutes.
 */
public final class UnicodeNormalizer {
    /**
     * The number of marks on one character that are sorted together. Natural text has fewer (Unicode Standard Annex #15,
     * Stream-Safe Text Format).
     */
    private static final int MAX_MARKS = 30;

    private UnicodeNormalizer() {}

    /** The normal form of a text; longer runs of marks are normalized in pieces. */
    public static String normalize(CharSequence input, Normalizer.Form form) {
        String text = input.toString();
        StringBuilder normalized = new StringBuilder();
        int pieceStart = 0;
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            marks = isMark(c) ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                normalized.append(Normalizer.normalize(text.substring(pieceStart, i), form));
                pieceStart = i;
                marks = 1;
            }
            i += Character.charCount(c);
        }
        if (pieceStart == 0) {
            return Normalizer.normalize(text, form);
        }
        return normalized
                .append(Normalizer.normalize(text.substring(pieceStart), form))
                .toString();
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
