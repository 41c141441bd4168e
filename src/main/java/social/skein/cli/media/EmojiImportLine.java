package social.skein.cli.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What became of one file of an import.
 *
 * @param file its path in the folder or archive
 * @param shortcode of the added emoji; otherwise empty
 * @param reason a clause; empty if an emoji was added
 */
record EmojiImportLine(String file, Outcome outcome, String shortcode, String reason) {

    /** The possible results. */
    enum Outcome {
        ADDED,
        SKIPPED,
        REFUSED;

        @Override
        @JsonValue
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static EmojiImportLine added(String file, String shortcode) {
        return new EmojiImportLine(file, Outcome.ADDED, shortcode, "");
    }

    static EmojiImportLine skipped(String file, String reason) {
        return new EmojiImportLine(file, Outcome.SKIPPED, "", reason);
    }

    static EmojiImportLine refused(String file, String reason) {
        return new EmojiImportLine(file, Outcome.REFUSED, "", reason);
    }

    /** One line for the terminal, with control characters removed from the path. */
    String singleLine() {
        String path = withoutControlCharacters(file);
        return outcome == Outcome.ADDED
                ? path + ": added as :" + shortcode + ":."
                : path + ": " + outcome + ": " + withoutControlCharacters(reason) + ".";
    }

    private static String withoutControlCharacters(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
