package social.skein.demo.bulk;

import java.util.ArrayDeque;
import java.util.Deque;

/** Draws indexes by weight in constant time (the alias method of Walker and Vose). */
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
        double[] scaled = new double[count];
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            scaled[i] = weights[i] * count / sum;
            probability[i] = 1;
            alias[i] = i;
            (scaled[i] < 1 ? small : large).push(i);
        }
        build(scaled, small, large);
    }

    /** Fills up each entry below the mean weight with a share of one above it. */
    private void build(double[] scaled, Deque<Integer> small, Deque<Integer> large) {
        while (!small.isEmpty() && !large.isEmpty()) {
            int less = small.pop();
            int more = large.pop();
            probability[less] = (float) scaled[less];
            alias[less] = more;
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).push(more);
        }
    }

    /** The index drawn by two uniform numbers from 0 to 1. */
    int sample(double columnDraw, double sideDraw) {
        int entry = (int) (columnDraw * probability.length);
        return sideDraw < probability[entry] ? entry : alias[entry];
    }
}
