package social.skein.demo.seed;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that come out the same on every machine and every Java. */
public final class SeededRandom {
    /** Each number is the seed so many of these further on, mixed. */
    public static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final SplittableRandom random;

    public SeededRandom(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The mixing of splitmix64: neighbours in, strangers out. */
    public static long mix64(long number) {
        long once = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }

    /** From 0 to 1. */
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

    /** One of the first entries far more often than one of the last (Zipf's law, nearly). */
    public <T> T pickZipf(List<T> choices) {
        return choices.get((int) StrictMath.pow(choices.size(), nextDouble()) - 1);
    }

    /** From the bell curve around 0 (Box and Muller). */
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
