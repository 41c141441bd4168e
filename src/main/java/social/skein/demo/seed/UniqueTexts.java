package social.skein.demo.seed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Small talk without duplicates: existing posts are found by their text. */
final class UniqueTexts {
    private static final int MAX_ATTEMPTS = 20;

    private final Phrases phrases = new Phrases();
    private final Set<String> used = new HashSet<>();
    private final SeededRandom random;

    UniqueTexts(SeededRandom random) {
        this.random = random;
    }

    String post(List<String> names) {
        return unique(() -> phrases.post(random, names));
    }

    String reply(String name) {
        return unique(() -> phrases.reply(random, name));
    }

    private String unique(Supplier<String> generator) {
        String text = generator.get();
        for (int attempts = 1; attempts < MAX_ATTEMPTS && used.contains(text); attempts++) {
            text = generator.get();
        }
        if (!used.add(text)) {
            text = text + " (" + used.size() + ")";
            used.add(text);
        }
        return text;
    }
}
