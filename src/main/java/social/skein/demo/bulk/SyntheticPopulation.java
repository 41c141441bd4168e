package social.skein.demo.bulk;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import social.skein.demo.bulk.RandomStreams.Purpose;
import social.skein.demo.seed.SeededRandom;

/** The accounts of a profile, numbered from 0: the intended followers and followees, and the activity of each. */
public final class SyntheticPopulation {
    private static final double FOLLOWEES_SIGMA = 1.1;
    private static final int MAX_FOLLOWEES = 7_500;

    /** Correlation of followees with followers. Without it a mutual share of 25 % cannot be reached. */
    private static final double DEGREE_CORRELATION = 0.8;

    /** With this spread, slightly higher for popular accounts, 10 % of the accounts write 80 % of the posts. */
    private static final double ACTIVITY_SIGMA = 2.1;

    private static final double ACTIVITY_FOLLOWER_EXPONENT = 0.1;

    private final PopulationProfile profile;
    private final int[] followers;
    private final int[] followees;

    public SyntheticPopulation(PopulationProfile profile) {
        this.profile = profile;
        this.followers = new int[profile.accounts()];
        this.followees = new int[profile.accounts()];
        float[] weights = new float[profile.accounts()];
        for (int account = 0; account < followers.length; account++) {
            DegreeDistribution.DegreeSample sample =
                    profile.degrees().sample(RandomStreams.random(account, Purpose.FOLLOWERS));
            followers[account] = sample.followers();
            weights[account] = (float) followeeWeight(account, sample.zScore());
        }
        normalizeFollowees(weights);
    }

    private static double followeeWeight(int account, double zScore) {
        SeededRandom random = RandomStreams.random(account, Purpose.FOLLOWEES);
        double independent = StrictMath.sqrt(1 - DEGREE_CORRELATION * DEGREE_CORRELATION) * random.nextGaussian();
        return StrictMath.exp(FOLLOWEES_SIGMA * (DEGREE_CORRELATION * zScore + independent));
    }

    /** Scales the weights so that the sum of followees equals the sum of followers. */
    private void normalizeFollowees(float[] weights) {
        int max = Math.min(MAX_FOLLOWEES, profile.accounts() / 2);
        double scale = 1;
        for (int round = 0; round < 20; round++) {
            double sum = 0;
            for (float weight : weights) {
                sum += Math.min(scale * weight, max);
            }
            scale *= follows() / sum;
        }
        for (int account = 0; account < weights.length; account++) {
            double rounding = RandomStreams.uniform(account, Purpose.FOLLOWEES, 2);
            followees[account] = (int) (Math.min(scale * weights[account], max) + rounding);
        }
    }

    public PopulationProfile profile() {
        return profile;
    }

    public int size() {
        return followers.length;
    }

    /** The intended followers; the generated graph deviates slightly. */
    public int followers(int account) {
        return followers[account];
    }

    /** The intended followees. */
    public int followees(int account) {
        return followees[account];
    }

    /** The intended total number of follows. */
    public long follows() {
        return IntStream.of(followers).asLongStream().sum();
    }

    /** The posting activity of the account, relative to others. */
    public double activity(int account) {
        double spread = StrictMath.exp(
                ACTIVITY_SIGMA * RandomStreams.random(account, Purpose.ACTIVITY).nextGaussian());
        return spread * StrictMath.pow(Math.max(1, followers[account]), ACTIVITY_FOLLOWER_EXPONENT);
    }

    /** The accounts with the most followers, in descending order. */
    public List<Integer> mostFollowed(int number) {
        return IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparing(this::followers).reversed())
                .limit(number)
                .toList();
    }
}
