package social.skein.seed;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that come out the same on every machine and every Java. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** From 0 to 1. */
    double share() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    boolean of(double probability) {
        return share() < probability;
    }

    int below(int bound) {
        return (int) (share() * bound);
    }

    <T> T from(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** One of the first entries far more often than one of the last (Zipf's law, nearly). */
    <T> T oftenFirst(List<T> choices) {
        return choices.get((int) StrictMath.pow(choices.size(), share()) - 1);
    }

    /** From the bell curve around 0 (Box and Muller). */
    double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - share())) * StrictMath.cos(2 * StrictMath.PI * share());
    }

    void shuffle(List<?> entries) {
        for (int i = entries.size() - 1; i > 0; i--) {
            Collections.swap(entries, i, below(i + 1));
        }
    }
}
