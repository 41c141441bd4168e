package social.skein.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The maximum length of a text field. It counts grapheme clusters, the characters that a user sees. One cluster may
 * have any number of combining marks, so the bytes are limited too; natural text stays far below that limit.
 */
public final class TextLimit {
    /** The longest emoji, a family with skin tones, has 41 bytes. */
    private static final int MAX_BYTES_PER_CHARACTER = 50;

    private TextLimit() {}

    /** The limit that a text exceeds, such as {@code 30 characters}; empty if it is short enough. */
    public static Optional<Exceeded> exceeded(String text, int maxCharacters) {
        int maxBytes = maxCharacters * MAX_BYTES_PER_CHARACTER;
        if (Graphemes.exceeds(text, maxCharacters)) {
            return Optional.of(new Exceeded(maxCharacters, "characters"));
        }
        return text.getBytes(StandardCharsets.UTF_8).length > maxBytes
                ? Optional.of(new Exceeded(maxBytes, "bytes"))
                : Optional.empty();
    }

    /** A limit and its unit. */
    public record Exceeded(int max, String unit) {
        @Override
        public String toString() {
            return "maximum is " + max + " " + unit;
        }
    }

    /**
     * Returns the text, or fails if it is too long.
     *
     * @param field the name of the field at the start of the error message
     */
    public static String check(String field, String text, int maxCharacters) {
        exceeded(text, maxCharacters).ifPresent(limit -> {
            throw new Problem.Invalid("Validation failed: " + field + " is too long (" + limit + ")");
        });
        return text;
    }
}
