package social.skein.simulation;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Seeds the random numbers of production code. That code draws its delays from {@link ThreadLocalRandom}, which has no
 * API to set its seed; this class needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class ThreadLocalRandomSeed {
    private static final Field SEED = seed();

    private ThreadLocalRandomSeed() {}

    static void set(long seed) {
        // The first use on a thread initializes the seed.
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
        } catch (NoSuchFieldException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
