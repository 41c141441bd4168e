package social.skein.demo.drawing;

import java.util.List;
import java.util.SplittableRandom;

/** The choices of one picture. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double between(double min, double max) {
        return min + random.nextDouble() * (max - min);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    long seed() {
        return random.nextLong();
    }
}
