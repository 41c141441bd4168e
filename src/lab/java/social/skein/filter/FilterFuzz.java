package social.skein.filter;

import java.nio.charset.StandardCharsets;

/** A keyword matches itself, and a whole-word match is always a match. */
public final class FilterFuzz {
    private FilterFuzz() {}

    public static void run(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        String keyword = parts[0];
        String text = KeywordMatcher.fold(parts.length > 1 ? parts[1] : keyword);
        boolean anywhere = new KeywordMatcher(keyword, false).matches(text);
        if (new KeywordMatcher(keyword, true).matches(text) && !anywhere) {
            throw new AssertionError("matches only as a whole word: " + keyword + " in " + text);
        }
        String folded = KeywordMatcher.fold(keyword);
        if (!folded.isEmpty() && !new KeywordMatcher(keyword, true).matches(folded)) {
            throw new AssertionError("does not match itself: " + keyword);
        }
    }
}
