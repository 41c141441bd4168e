package social.skein.embedded;

import java.util.function.Consumer;

/** What the person who waits is told; called from several threads, as the servers start side by side. */
public interface Progress {
    /** What begins now, in one sentence. */
    void step(String sentence);

    /** How far a piece of work that takes over a second has come, from 0 to 1; 1 is said once, at its end. */
    void fraction(String work, double done);

    /** For callers with nobody to tell. */
    static Progress silent() {
        return of(sentence -> {});
    }

    /** For callers that want to know of the steps only. */
    static Progress of(Consumer<String> steps) {
        return new Progress() {
            @Override
            public void step(String sentence) {
                steps.accept(sentence);
            }

            @Override
            public void fraction(String work, double done) {}
        };
    }
}
