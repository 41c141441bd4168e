package social.skein.demo.bulk;

import social.skein.demo.bulk.RandomStreams.Purpose;

/**
 * Who follows whom among those who live close to each other: neighbours by their numbers. Most of these follows are mutual.
 * Two people are the likelier to follow each other the more followers and followees both have.
 */
final class Communities {
    /** Of all follows there are. */
    private static final double MUTUAL_SHARE = 0.25;

    private static final double LOCAL_SHARE = 0.30;

    /** One-sided follows in each direction for two mutual ones. */
    private static final double ONE_SIDED_RATIO = (LOCAL_SHARE - MUTUAL_SHARE) / MUTUAL_SHARE;

    private static final double MAX_PROBABILITY = 1 / (1 + 2 * ONE_SIDED_RATIO);
    private static final int MAX_SAMPLED_PAIRS = 6_000_000;

    private final SyntheticPopulation population;
    private final int size;
    private final double linkScale;

    Communities(SyntheticPopulation crowd) {
        this.population = crowd;
        this.size = crowd.profile().communitySize();
        this.linkScale = fitLinkScale();
    }

    /** Who of a community follows whom. */
    static final class CommunityFollows {
        private final int first;
        private final int size;
        private final boolean[] follows;

        private CommunityFollows(int first, int people, boolean[] follows) {
            this.first = first;
            this.size = people;
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
        int people = Math.min(size, population.size() - first);
        double[] room = mutualCapacity(first, people);
        double scale = linkScale / sum(room);
        boolean[] follows = new boolean[people * people];
        for (int one = 0; one < people; one++) {
            long stream = RandomStreams.streamSeed(first + one, Purpose.COMMUNITY_FOLLOWS);
            for (int other = one + 1; other < people && room[one] > 0; other++) {
                double likely = Math.min(scale * room[one] * room[other], MAX_PROBABILITY);
                double lot = RandomStreams.uniform(stream, other) / likely;
                follows[one * people + other] = lot < 1 + ONE_SIDED_RATIO;
                follows[other * people + one] =
                        lot < 1 || (lot >= 1 + ONE_SIDED_RATIO && lot < 1 + 2 * ONE_SIDED_RATIO);
            }
        }
        return new CommunityFollows(first, people, follows);
    }

    /** Nobody has more mutual follows than they have follows in either direction. */
    private double[] mutualCapacity(int first, int people) {
        double[] room = new double[people];
        for (int i = 0; i < people; i++) {
            room[i] = Math.min(population.followers(first + i), population.followees(first + i));
        }
        return room;
    }

    /** Found by halving: with how much of it the communities hold as many mutual follows as there should be. */
    private double fitLinkScale() {
        double least = 0;
        double most = 3;
        for (int round = 0; round < 20; round++) {
            double middle = (least + most) / 2;
            boolean enough =
                    expectedMutualPerAccount(middle) >= MUTUAL_SHARE * population.follows() / population.size();
            least = enough ? least : middle;
            most = enough ? middle : most;
        }
        return most;
    }

    private double expectedMutualPerAccount(double tried) {
        int tries = Math.max(1, Math.min(count(), MAX_SAMPLED_PAIRS / (size * size)));
        double mutual = 0;
        int people = 0;
        for (int i = 0; i < tries; i++) {
            int first = (int) ((long) i * count() / tries) * size;
            double[] room = mutualCapacity(first, Math.min(size, population.size() - first));
            mutual += expectedMutual(room, tried / sum(room));
            people += room.length;
        }
        return mutual / people;
    }

    private static double expectedMutual(double[] room, double scale) {
        double mutual = 0;
        for (int one = 0; one < room.length; one++) {
            for (int other = one + 1; other < room.length; other++) {
                mutual += 2 * Math.min(scale * room[one] * room[other], MAX_PROBABILITY);
            }
        }
        return mutual;
    }

    private static double sum(double[] room) {
        double sum = 1e-9;
        for (double each : room) {
            sum += each;
        }
        return sum;
    }
}
