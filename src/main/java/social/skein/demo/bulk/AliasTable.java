package social.skein.demo.bulk;

import java.util.ArrayDeque;
import java.util.Deque;

/** Draws numbers by their weights, each in two look-ups however many there are (Walker and Vose). */
final class AliasTable {
    private final float[] probability;
    private final int[] alias;

    AliasTable(double[] weights) {
        int count = weights.length;
        probability = new float[count];
        alias = new int[count];
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] left = new double[count];
        Deque<Integer> poor = new ArrayDeque<>();
        Deque<Integer> rich = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            left[i] = weights[i] * count / sum;
            probability[i] = 1;
            alias[i] = i;
            (left[i] < 1 ? poor : rich).push(i);
        }
        build(left, poor, rich);
    }

    /** What a poor entry lacks of its place it gets from a rich one. */
    private void build(double[] left, Deque<Integer> poor, Deque<Integer> rich) {
        while (!poor.isEmpty() && !rich.isEmpty()) {
            int taker = poor.pop();
            int giver = rich.pop();
            probability[taker] = (float) left[taker];
            alias[taker] = giver;
            left[giver] -= 1 - left[taker];
            (left[giver] < 1 ? poor : rich).push(giver);
        }
    }

    /** The entry two numbers from 0 to 1 stand for. */
    int sample(double place, double side) {
        int entry = (int) (place * probability.length);
        return side < probability[entry] ? entry : alias[entry];
    }
}
