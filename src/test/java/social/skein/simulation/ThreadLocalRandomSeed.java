package social.skein.simulation;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Settles what production leaves to chance. It draws its pauses from the generator that Java has for each thread, which has no
 * other way to be given a seed; it needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class ThreadLocalRandomSeed {
    private static final Field SEED = seed();

    private ThreadLocalRandomSeed() {}

    static void set(long seed) {
        // Its first use on a thread gives it a seed of its own.
        ThreadLocalRandom.current();
        try {
            SEED.setLong(Thread.currentThread(), seed * 0x9E3779B97F4A7C15L);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private static Field seed() {
        try {
            Field seed = Thread.class.getDeclaredField("threadLocalRandomSeed");
            seed.setAccessible(true);
            return seed;
        } catch (NoSuchFieldException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
