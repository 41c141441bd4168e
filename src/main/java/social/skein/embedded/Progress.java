package social.skein.embedded;

import java.util.function.Consumer;

/** Receives progress reports; called from several threads, since the servers start concurrently. */
public interface Progress {
    /** Reports the start of a step, in one sentence. */
    void step(String sentence);

    /**
     * Reports the completed fraction, from 0 to 1, of work that takes more than a second; 1 exactly once, at the end.
     */
    void fraction(String work, double done);

    /** Reports a step that the user should know of even if other steps are not shown. */
    default void announce(String sentence) {
        step(sentence);
    }

    /** Discards all reports. */
    static Progress silent() {
        return of(sentence -> {});
    }

    /** Passes on the steps and discards the fractions. */
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
