package social.skein.demo.bulk;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import social.skein.demo.bulk.RandomStreams.Purpose;
import social.skein.demo.seed.SeededRandom;

/** The people of a profile, numbered from 0: how many are to follow each, how many each is to follow, who writes most. */
public final class SyntheticPopulation {
    private static final double FOLLOWEES_SIGMA = 1.1;
    private static final int MAX_FOLLOWEES = 7_500;

    /** How far whom one follows goes with who follows one. Without that a quarter of mutual follows is not to be had. */
    private static final double DEGREE_CORRELATION = 0.8;

    /** With this spread, and a little more for the well known, a tenth of the people write four fifths of the posts. */
    private static final double ACTIVITY_SIGMA = 2.1;

    private static final double ACTIVITY_FOLLOWER_EXPONENT = 0.1;

    private final PopulationProfile profile;
    private final int[] followers;
    private final int[] followees;

    public SyntheticPopulation(PopulationProfile profile) {
        this.profile = profile;
        this.followers = new int[profile.accounts()];
        this.followees = new int[profile.accounts()];
        float[] wishes = new float[profile.accounts()];
        for (int account = 0; account < followers.length; account++) {
            DegreeDistribution.DegreeSample drawn =
                    profile.degrees().sample(RandomStreams.random(account, Purpose.FOLLOWERS));
            followers[account] = drawn.followers();
            wishes[account] = (float) followeeWeight(account, drawn.zScore());
        }
        normalizeFollowees(wishes);
    }

    private static double followeeWeight(int account, double zScore) {
        SeededRandom chance = RandomStreams.random(account, Purpose.FOLLOWEES);
        double own = StrictMath.sqrt(1 - DEGREE_CORRELATION * DEGREE_CORRELATION) * chance.nextGaussian();
        return StrictMath.exp(FOLLOWEES_SIGMA * (DEGREE_CORRELATION * zScore + own));
    }

    /** Scales what people wish for, so that as many follow as are to be followed. */
    private void normalizeFollowees(float[] weights) {
        int most = Math.min(MAX_FOLLOWEES, profile.accounts() / 2);
        double scale = 1;
        for (int round = 0; round < 20; round++) {
            double sum = 0;
            for (float wish : weights) {
                sum += Math.min(scale * wish, most);
            }
            scale *= follows() / sum;
        }
        for (int account = 0; account < weights.length; account++) {
            double rounding = RandomStreams.uniform(account, Purpose.FOLLOWEES, 2);
            followees[account] = (int) (Math.min(scale * weights[account], most) + rounding);
        }
    }

    public PopulationProfile profile() {
        return profile;
    }

    public int size() {
        return followers.length;
    }

    /** How many are to follow this account; chance puts a few more or fewer into the graph. */
    public int followers(int account) {
        return followers[account];
    }

    /** How many this account is to follow. */
    public int followees(int account) {
        return followees[account];
    }

    /** How many follows there are to be. */
    public long follows() {
        return IntStream.of(followers).asLongStream().sum();
    }

    /** How much this account writes, beside others. */
    public double activity(int account) {
        double eager = StrictMath.exp(
                ACTIVITY_SIGMA * RandomStreams.random(account, Purpose.ACTIVITY).nextGaussian());
        return eager * StrictMath.pow(Math.max(1, followers[account]), ACTIVITY_FOLLOWER_EXPONENT);
    }

    /** The accounts with the most followers, the most followed first. */
    public List<Integer> mostFollowed(int number) {
        return IntStream.range(0, size())
                .boxed()
                .sorted(Comparator.comparing(this::followers).reversed())
                .limit(number)
                .toList();
    }
}
