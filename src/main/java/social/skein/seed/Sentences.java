package social.skein.seed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Small talk in which no text comes twice: a post is found again by its text. */
final class Sentences {
    private static final int TRIES = 20;

    private final Phrases phrases = new Phrases();
    private final Set<String> said = new HashSet<>();
    private final Chance chance;

    Sentences(Chance chance) {
        this.chance = chance;
    }

    String post(List<String> names) {
        return once(() -> phrases.post(chance, names));
    }

    String answer(String name) {
        return once(() -> phrases.answer(chance, name));
    }

    private String once(Supplier<String> made) {
        String text = made.get();
        for (int tries = 1; tries < TRIES && said.contains(text); tries++) {
            text = made.get();
        }
        if (!said.add(text)) {
            text = text + " (" + said.size() + ")";
            said.add(text);
        }
        return text;
    }
}
