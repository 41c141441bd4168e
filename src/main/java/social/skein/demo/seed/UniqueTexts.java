package social.skein.demo.seed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Small talk in which no text comes twice: a post is found again by its text. */
final class UniqueTexts {
    private static final int MAX_ATTEMPTS = 20;

    private final Phrases phrases = new Phrases();
    private final Set<String> used = new HashSet<>();
    private final SeededRandom random;

    UniqueTexts(SeededRandom chance) {
        this.random = chance;
    }

    String post(List<String> names) {
        return unique(() -> phrases.post(random, names));
    }

    String reply(String name) {
        return unique(() -> phrases.reply(random, name));
    }

    private String unique(Supplier<String> made) {
        String text = made.get();
        for (int tries = 1; tries < MAX_ATTEMPTS && used.contains(text); tries++) {
            text = made.get();
        }
        if (!used.add(text)) {
            text = text + " (" + used.size() + ")";
            used.add(text);
        }
        return text;
    }
}
