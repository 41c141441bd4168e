package social.skein.crowd;

import java.util.List;
import java.util.Optional;

/**
 * What crowd is wanted. The names say the size and the rough mean of followers; the figures of all but the two small ones
 * were fitted to what is known of real networks.
 *
 * @param community how many people live close to each other. They hold 30 % of all follows, and 25 % of all are mutual ones
 *     among them, so a crowd with more follows needs larger ones: in 150 people there is no room for that
 */
public record Profile(String name, int accounts, DegreeLaw law, int community) {
    /** Room for ids: a shard tells its accounts apart by some bits of them, and they joined at a steady pace. */
    private static final int MOST_ACCOUNTS = 2_000_000;

    private static final DegreeLaw MEAN_22 = new DegreeLaw(0.4, 16, 1.5, 1_000, 2.2, 50_000);
    private static final DegreeLaw MEAN_65 = new DegreeLaw(0.4, 36, 1.6, 1_500, 2.15, 100_000);
    private static final DegreeLaw MEAN_175 = new DegreeLaw(0.6, 61, 1.6, 2_000, 2.1, 200_000);

    private static final List<Profile> ALL = List.of(
            new Profile("S-30", 1_000, MEAN_22, 150),
            new Profile("M-30", 10_000, MEAN_22, 150),
            new Profile("L-30", 100_000, MEAN_22.atMost(10_000), 150),
            new Profile("XL-30", 1_000_000, MEAN_22, 150),
            new Profile("XL-75", 1_000_000, MEAN_65, 600),
            new Profile("XXL-200", 1_000_000, MEAN_175, 1_200));

    /** Nobody is followed by more than half of all, or the small crowds would be about one person. */
    public Profile {
        if (accounts < 100 || accounts > MOST_ACCOUNTS) {
            throw new IllegalArgumentException("A crowd has 100 to " + MOST_ACCOUNTS + " accounts.");
        }
        law = law.atMost(accounts / 2);
    }

    /** The profile of this name, or an {@link IllegalArgumentException} that names all. */
    public static Profile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no profile " + name + "; there are " + String.join(", ", names()) + "."));
    }

    public static List<String> names() {
        return ALL.stream().map(Profile::name).toList();
    }

    /** The same law for another number of accounts, where one is given. */
    public Profile sized(Optional<Integer> wanted) {
        return wanted.map(number -> new Profile(name, number, law, community)).orElse(this);
    }
}
