package social.skein.crowd;

import social.skein.crowd.Lots.Purpose;

/**
 * Who follows whom among those who live close to each other: neighbours by their numbers. Most of these follows are mutual.
 * Two people are the likelier to follow each other the more followers and followees both have.
 */
final class Communities {
    /** Of all follows there are. */
    private static final double MUTUAL = 0.25;

    private static final double LOCAL = 0.30;

    /** One-sided follows in each direction for two mutual ones. */
    private static final double ONE_SIDED = (LOCAL - MUTUAL) / MUTUAL;

    private static final double LIKELIEST = 1 / (1 + 2 * ONE_SIDED);
    private static final int PAIRS_TO_TRY = 6_000_000;

    private final Crowd crowd;
    private final int size;
    private final double closeness;

    Communities(Crowd crowd) {
        this.crowd = crowd;
        this.size = crowd.profile().community();
        this.closeness = closeness();
    }

    /** Who of a community follows whom. */
    static final class Ties {
        private final int first;
        private final int people;
        private final boolean[] follows;

        private Ties(int first, int people, boolean[] follows) {
            this.first = first;
            this.people = people;
            this.follows = follows;
        }

        boolean follows(int follower, int target) {
            return follows[(follower - first) * people + target - first];
        }

        int first() {
            return first;
        }

        int people() {
            return people;
        }

        int end() {
            return first + people;
        }
    }

    int count() {
        return (crowd.size() + size - 1) / size;
    }

    int of(int account) {
        return account / size;
    }

    Ties ties(int community) {
        int first = community * size;
        int people = Math.min(size, crowd.size() - first);
        double[] room = room(first, people);
        double scale = closeness / sum(room);
        boolean[] follows = new boolean[people * people];
        for (int one = 0; one < people; one++) {
            long stream = Lots.stream(first + one, Purpose.FRIENDS);
            for (int other = one + 1; other < people && room[one] > 0; other++) {
                double likely = Math.min(scale * room[one] * room[other], LIKELIEST);
                double lot = Lots.share(stream, other) / likely;
                follows[one * people + other] = lot < 1 + ONE_SIDED;
                follows[other * people + one] = lot < 1 || (lot >= 1 + ONE_SIDED && lot < 1 + 2 * ONE_SIDED);
            }
        }
        return new Ties(first, people, follows);
    }

    /** Nobody has more mutual follows than they have follows in either direction. */
    private double[] room(int first, int people) {
        double[] room = new double[people];
        for (int i = 0; i < people; i++) {
            room[i] = Math.min(crowd.followers(first + i), crowd.followees(first + i));
        }
        return room;
    }

    /** Found by halving: with how much of it the communities hold as many mutual follows as there should be. */
    private double closeness() {
        double least = 0;
        double most = 3;
        for (int round = 0; round < 20; round++) {
            double middle = (least + most) / 2;
            boolean enough = mutualPerHead(middle) >= MUTUAL * crowd.follows() / crowd.size();
            least = enough ? least : middle;
            most = enough ? middle : most;
        }
        return most;
    }

    private double mutualPerHead(double tried) {
        int tries = Math.max(1, Math.min(count(), PAIRS_TO_TRY / (size * size)));
        double mutual = 0;
        int people = 0;
        for (int i = 0; i < tries; i++) {
            int first = (int) ((long) i * count() / tries) * size;
            double[] room = room(first, Math.min(size, crowd.size() - first));
            mutual += mutual(room, tried / sum(room));
            people += room.length;
        }
        return mutual / people;
    }

    private static double mutual(double[] room, double scale) {
        double mutual = 0;
        for (int one = 0; one < room.length; one++) {
            for (int other = one + 1; other < room.length; other++) {
                mutual += 2 * Math.min(scale * room[one] * room[other], LIKELIEST);
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
