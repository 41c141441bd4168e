package social.skein.filter;

import java.nio.charset.StandardCharsets;

/** A keyword is found in itself, and wherever it is found as a whole word it is found at all. */
public final class FilterFood {
    private FilterFood() {}

    public static void eat(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        String keyword = parts[0];
        String text = Phrase.folded(parts.length > 1 ? parts[1] : keyword);
        boolean anywhere = new Phrase(keyword, false).isIn(text);
        if (new Phrase(keyword, true).isIn(text) && !anywhere) {
            throw new AssertionError("a whole word that is not there: " + keyword + " in " + text);
        }
        String folded = Phrase.folded(keyword);
        if (!folded.isEmpty() && !new Phrase(keyword, true).isIn(folded)) {
            throw new AssertionError("not found in itself: " + keyword);
        }
    }
}
