package social.skein.demo.bulk;

import java.util.List;
import java.util.Optional;

/**
 * What crowd is wanted. The names say the size and the rough mean of followers; the figures of all but the two small ones
 * were fitted to what is known of real networks.
 *
 * @param communitySize how many people live close to each other. They hold 30 % of all follows, and 25 % of all are mutual ones
 *     among them, so a crowd with more follows needs larger ones: in 150 people there is no room for that
 */
public record PopulationProfile(String name, int accounts, DegreeDistribution degrees, int communitySize) {
    /** Room for ids: a shard tells its accounts apart by some bits of them, and they joined at a steady pace. */
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

    /** Nobody is followed by more than half of all, or the small crowds would be about one person. */
    public PopulationProfile {
        if (accounts < 100 || accounts > MAX_ACCOUNTS) {
            throw new IllegalArgumentException("A crowd has 100 to " + MAX_ACCOUNTS + " accounts.");
        }
        degrees = degrees.cappedAt(accounts / 2);
    }

    /** The profile of this name, or an {@link IllegalArgumentException} that names all. */
    public static PopulationProfile byName(String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no profile " + name + "; there are " + String.join(", ", names()) + "."));
    }

    public static List<String> names() {
        return ALL.stream().map(PopulationProfile::name).toList();
    }

    /** The same law for another number of accounts, where one is given. */
    public PopulationProfile withAccounts(Optional<Integer> wanted) {
        return wanted.map(number -> new PopulationProfile(name, number, degrees, communitySize))
                .orElse(this);
    }
}
