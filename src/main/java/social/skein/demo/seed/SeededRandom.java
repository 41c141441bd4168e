package social.skein.demo.seed;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random numbers that are the same on every machine and Java version. */
public final class SeededRandom {
    /** The increment of splitmix64. */
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    public SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The finalizer of splitmix64. */
    public static long mix64(long number) {
        long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }

    /** A number from 0 to 1. */
    public double nextDouble() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    public boolean nextBoolean(double probability) {
        return nextDouble() < probability;
    }

    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    public <T> T pick(List<T> choices) {
        return choices.get(nextInt(choices.size()));
    }

    /** Picks entries at the front far more often (approximately Zipf). */
    public <T> T pickZipf(List<T> choices) {
        return choices.get((int) StrictMath.pow(choices.size(), nextDouble()) - 1);
    }

    /** Standard normal (Box-Muller). */
    public double nextGaussian() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * nextDouble());
    }

    void shuffle(List<?> entries) {
        for (int i = entries.size() - 1; i > 0; i--) {
            Collections.swap(entries, i, nextInt(i + 1));
        }
    }
}
