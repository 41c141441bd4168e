package social.skein.seed;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that come out the same on every machine and every Java. */
public final class Chance {
    /** Each number is the seed so many of these further on, mixed. */
    public static final long STRIDE = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The mixing of splitmix64: neighbours in, strangers out. */
    public static long mixed(long number) {
        long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }

    /** From 0 to 1. */
    public double share() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    public boolean of(double probability) {
        return share() < probability;
    }

    public int below(int bound) {
        return (int) (share() * bound);
    }

    public <T> T from(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** One of the first entries far more often than one of the last (Zipf's law, nearly). */
    public <T> T oftenFirst(List<T> choices) {
        return choices.get((int) StrictMath.pow(choices.size(), share()) - 1);
    }

    /** From the bell curve around 0 (Box and Muller). */
    public double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - share())) * StrictMath.cos(2 * StrictMath.PI * share());
    }

    void shuffle(List<?> entries) {
        for (int i = entries.size() - 1; i > 0; i--) {
            Collections.swap(entries, i, below(i + 1));
        }
    }
}
