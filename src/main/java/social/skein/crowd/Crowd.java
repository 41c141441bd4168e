package social.skein.crowd;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import social.skein.crowd.Lots.Purpose;
import social.skein.seed.Chance;

/** The people of a profile, numbered from 0: how many are to follow each, how many each is to follow, who writes most. */
public final class Crowd {
    private static final double SPREAD_OF_FOLLOWEES = 1.1;
    private static final int MOST_FOLLOWEES = 7_500;

    /** How far whom one follows goes with who follows one. Without that a quarter of mutual follows is not to be had. */
    private static final double KINSHIP = 0.8;

    /** With this spread, and a little more for the well known, a tenth of the people write four fifths of the posts. */
    private static final double SPREAD_OF_EAGERNESS = 2.1;

    private static final double LEAN_TO_THE_KNOWN = 0.1;

    private final Profile profile;
    private final int[] followers;
    private final int[] followees;

    public Crowd(Profile profile) {
        this.profile = profile;
        this.followers = new int[profile.accounts()];
        this.followees = new int[profile.accounts()];
        float[] wishes = new float[profile.accounts()];
        for (int account = 0; account < followers.length; account++) {
            DegreeLaw.Drawn drawn = profile.law().draw(Lots.of(account, Purpose.FOLLOWERS));
            followers[account] = drawn.followers();
            wishes[account] = (float) wish(account, drawn.standing());
        }
        settle(wishes);
    }

    private static double wish(int account, double standing) {
        Chance chance = Lots.of(account, Purpose.FOLLOWEES);
        double own = StrictMath.sqrt(1 - KINSHIP * KINSHIP) * chance.normal();
        return StrictMath.exp(SPREAD_OF_FOLLOWEES * (KINSHIP * standing + own));
    }

    /** Scales what people wish for, so that as many follow as are to be followed. */
    private void settle(float[] wishes) {
        int most = Math.min(MOST_FOLLOWEES, profile.accounts() / 2);
        double scale = 1;
        for (int round = 0; round < 20; round++) {
            double sum = 0;
            for (float wish : wishes) {
                sum += Math.min(scale * wish, most);
            }
            scale *= follows() / sum;
        }
        for (int account = 0; account < wishes.length; account++) {
            double rounding = Lots.share(account, Purpose.FOLLOWEES, 2);
            followees[account] = (int) (Math.min(scale * wishes[account], most) + rounding);
        }
    }

    public Profile profile() {
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
    public double eagerness(int account) {
        double eager = StrictMath.exp(
                SPREAD_OF_EAGERNESS * Lots.of(account, Purpose.EAGERNESS).normal());
        return eager * StrictMath.pow(Math.max(1, followers[account]), LEAN_TO_THE_KNOWN);
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
