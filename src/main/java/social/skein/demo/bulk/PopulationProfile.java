package social.skein.demo.bulk;

import java.util.List;
import java.util.Optional;

/**
 * The parameters of a synthetic population. The names contain the size and the rough mean number of followers. The
 * figures of all but the two small profiles are fitted to published data of real networks.
 *
 * @param communitySize accounts per community. Communities hold 30 % of all follows, including all mutual ones (25 %),
 *     so populations with more follows need larger communities: 150 accounts cannot hold that many
 */
public record PopulationProfile(String name, int accounts, DegreeDistribution degrees, int communitySize) {
    /**
     * Bounded by the ids: a shard distinguishes its accounts by some bits, and accounts are created at a fixed
     * interval.
     */
    private static final int MAX_ACCOUNTS = 2_000_000;

    private static final DegreeDistribution MEAN_22 = new DegreeDistribution(0.4, 16, 1.5, 1_000, 2.2, 50_000);
    private static final DegreeDistribution MEAN_65 = new DegreeDistribution(0.4, 36, 1.6, 1_500, 2.15, 100_000);
    private static final DegreeDistribution MEAN_175 = new DegreeDistribution(0.6, 61, 1.6, 2_000, 2.1, 200_000);

    private static final List<PopulationProfile> ALL = List.of(
            new PopulationProfile("S-30", 1_000, MEAN_22, 150),
            new PopulationProfile("M-30", 10_000, MEAN_22, 150),
            new PopulationProfile("L-30", 100_000, MEAN_22.cappedAt(10_000), 150),
            new PopulationProfile("XL-30", 1_000_000, MEAN_22, 150),
            new PopulationProfile("XL-75", 1_000_000, MEAN_65, 600),
            new PopulationProfile("XXL-200", 1_000_000, MEAN_175, 1_200));

    /** Caps the followers at half of all accounts, so that small populations are not dominated by one account. */
    public PopulationProfile {
        if (accounts < 100 || accounts > MAX_ACCOUNTS) {
            throw new IllegalArgumentException("--accounts should be 100 to " + MAX_ACCOUNTS + ".");
        }
        degrees = degrees.cappedAt(accounts / 2);
    }

    /** The profile with this name; throws an {@link IllegalArgumentException} that lists all names. */
    public static PopulationProfile byName(String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no profile " + name + "; it should be one of " + String.join(", ", names()) + "."));
    }

    public static List<String> names() {
        return ALL.stream().map(PopulationProfile::name).toList();
    }

    /** The same distribution with another number of accounts, if given. */
    public PopulationProfile withAccounts(Optional<Integer> number) {
        return number.map(size -> new PopulationProfile(name, size, degrees, communitySize))
                .orElse(this);
    }
}
