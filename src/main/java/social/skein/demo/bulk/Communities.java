package social.skein.demo.bulk;

import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * The follows within communities, which are ranges of account numbers. Most of these follows are mutual. The more
 * followers and followees two accounts have, the likelier they follow each other.
 */
final class Communities {
    /** The share of all follows that are mutual; all of those are within communities. */
    private static final double MUTUAL_SHARE = 0.25;

    private static final double LOCAL_SHARE = 0.30;

    /** One-sided follows in one direction per two mutual ones. */
    private static final double ONE_SIDED_RATIO = (LOCAL_SHARE - MUTUAL_SHARE) / MUTUAL_SHARE;

    private static final double MAX_PROBABILITY = 1 / (1 + 2 * ONE_SIDED_RATIO);
    private static final int MAX_SAMPLED_PAIRS = 6_000_000;

    private final SyntheticPopulation population;
    private final int size;
    private final double linkScale;

    Communities(SyntheticPopulation population) {
        this.population = population;
        this.size = population.profile().communitySize();
        this.linkScale = fitLinkScale();
    }

    /** The follows within a community, as a square matrix. */
    static final class CommunityFollows {
        private final int first;
        private final int size;
        private final boolean[] follows;

        private CommunityFollows(int first, int size, boolean[] follows) {
            this.first = first;
            this.size = size;
            this.follows = follows;
        }

        boolean follows(int follower, int target) {
            return follows[(follower - first) * size + target - first];
        }

        int first() {
            return first;
        }

        int size() {
            return size;
        }

        int end() {
            return first + size;
        }
    }

    int count() {
        return (population.size() + size - 1) / size;
    }

    int communityOf(int account) {
        return account / size;
    }

    CommunityFollows follows(int community) {
        int first = community * size;
        int members = Math.min(size, population.size() - first);
        double[] capacity = mutualCapacity(first, members);
        double scale = linkScale / sum(capacity);
        boolean[] follows = new boolean[members * members];
        for (int a = 0; a < members; a++) {
            long stream = RandomStreams.streamSeed(first + a, Purpose.COMMUNITY_FOLLOWS);
            for (int b = a + 1; b < members && capacity[a] > 0; b++) {
                double probability = Math.min(scale * capacity[a] * capacity[b], MAX_PROBABILITY);
                double draw = RandomStreams.uniform(stream, b) / probability;
                follows[a * members + b] = draw < 1 + ONE_SIDED_RATIO;
                follows[b * members + a] = draw < 1 || (draw >= 1 + ONE_SIDED_RATIO && draw < 1 + 2 * ONE_SIDED_RATIO);
            }
        }
        return new CommunityFollows(first, members, follows);
    }

    /** The upper bound of mutual follows per account: the smaller of its followers and followees. */
    private double[] mutualCapacity(int first, int members) {
        double[] capacity = new double[members];
        for (int i = 0; i < members; i++) {
            capacity[i] = Math.min(population.followers(first + i), population.followees(first + i));
        }
        return capacity;
    }

    /** Finds by bisection the scale at which the communities hold the intended share of mutual follows. */
    private double fitLinkScale() {
        double low = 0;
        double high = 3;
        for (int round = 0; round < 20; round++) {
            double middle = (low + high) / 2;
            boolean sufficient =
                    expectedMutualPerAccount(middle) >= MUTUAL_SHARE * population.follows() / population.size();
            low = sufficient ? low : middle;
            high = sufficient ? middle : high;
        }
        return high;
    }

    private double expectedMutualPerAccount(double linkScale) {
        int samples = Math.max(1, Math.min(count(), MAX_SAMPLED_PAIRS / (size * size)));
        double mutual = 0;
        int members = 0;
        for (int i = 0; i < samples; i++) {
            int first = (int) ((long) i * count() / samples) * size;
            double[] capacity = mutualCapacity(first, Math.min(size, population.size() - first));
            mutual += expectedMutual(capacity, linkScale / sum(capacity));
            members += capacity.length;
        }
        return mutual / members;
    }

    private static double expectedMutual(double[] capacity, double scale) {
        double mutual = 0;
        for (int a = 0; a < capacity.length; a++) {
            for (int b = a + 1; b < capacity.length; b++) {
                mutual += 2 * Math.min(scale * capacity[a] * capacity[b], MAX_PROBABILITY);
            }
        }
        return mutual;
    }

    private static double sum(double[] capacity) {
        double sum = 1e-9;
        for (double value : capacity) {
            sum += value;
        }
        return sum;
    }
}
