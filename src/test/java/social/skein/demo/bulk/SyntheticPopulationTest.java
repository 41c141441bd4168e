package social.skein.demo.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticPopulationTest {
    @ParameterizedTest
    @CsvSource({
        "L-30,   2.1,  21,  2, 299,  1_037, 10_000,  5",
        "XL-30,  22,   22,  2, 299,  1_139, 50_000,  64",
        "XL-75,  63,   63,  2, 817,  4_765, 100_000, 394",
        "XXL-200, 175, 175, 13, 1_830, 13_600, 200_000, 1_448"
    })
    void followers_are_as_published(
            String name, double millions, double mean, int p50, String p99, String p999, String max, String famous) {
        SyntheticPopulation population = new SyntheticPopulation(PopulationProfile.byName(name));
        int[] followers = sorted(population);

        assertThat(population.follows() / 1e6).isCloseTo(millions, withPercentage(8));
        assertThat((double) population.follows() / population.size()).isCloseTo(mean, withPercentage(8));
        assertThat(quantile(followers, 0.5)).isEqualTo(p50);
        assertThat(quantile(followers, 0.99)).isCloseTo(number(p99), withPercentage(5));
        assertThat(quantile(followers, 0.999)).isCloseTo(number(p999), withPercentage(15));
        assertThat(followers[followers.length - 1]).isEqualTo(number(max));
        double known = Arrays.stream(followers).filter(each -> each >= 10_000).count();
        assertThat(known).isCloseTo(number(famous), within(3 + 3 * Math.sqrt(number(famous))));
    }

    @Test
    void the_tail_matches_a_real_network() throws IOException {
        Properties twitter = new Properties();
        try (InputStream digest = SyntheticPopulationTest.class.getResourceAsStream("twitter-2009.properties")) {
            twitter.load(digest);
        }
        int[] followers = Arrays.stream(sorted(new SyntheticPopulation(PopulationProfile.byName("XL-30"))))
                .filter(each -> each > 0)
                .toArray();
        double sum = IntStream.of(followers).asLongStream().sum();

        for (int threshold : new int[] {30, 100, 1_000, 3_000}) {
            assertThat(exponent(followers, threshold))
                    .as("exponent above " + threshold)
                    .isCloseTo(Double.parseDouble(twitter.getProperty("exponent." + threshold)), within(0.45));
        }
        for (String share : new String[] {"0.01", "0.1"}) {
            double there = Double.parseDouble(twitter.getProperty("top." + share));
            assertThat(top(followers, Double.parseDouble(share)) / sum)
                    .as("share of the top " + share + ", lower than in the data since followers are capped")
                    .isBetween(there / 2, there);
        }
    }

    @Test
    void followees_sum_to_followers_and_are_lognormal() {
        SyntheticPopulation population = new SyntheticPopulation(PopulationProfile.byName("L-30"));
        double[] logs = IntStream.range(0, population.size())
                .map(population::followees)
                .filter(each -> each > 3)
                .mapToDouble(Math::log)
                .sorted()
                .toArray();
        long sum = IntStream.range(0, population.size())
                .mapToLong(population::followees)
                .sum();

        assertThat((double) sum).isCloseTo(population.follows(), withPercentage(1));
        assertThat(IntStream.range(0, population.size())
                        .map(population::followees)
                        .max()
                        .orElseThrow())
                .isLessThanOrEqualTo(7_501);
        assertThat(logs[logs.length * 9 / 10] - logs[logs.length / 2]).isCloseTo(1.28 * 1.1, within(0.25));
    }

    @Test
    void a_tenth_of_the_accounts_write_most_of_the_posts() {
        SyntheticPopulation population = new SyntheticPopulation(PopulationProfile.byName("L-30"));
        double[] activity = IntStream.range(0, population.size())
                .mapToDouble(population::activity)
                .sorted()
                .toArray();

        double most = Arrays.stream(activity, activity.length * 9 / 10, activity.length)
                .sum();
        assertThat(most / Arrays.stream(activity).sum()).isCloseTo(0.80, within(0.03));
    }

    @Test
    void name_and_id_are_computed_from_the_account_number() {
        assertThat(SyntheticIds.username(42)).isEqualTo("u0000042");
        assertThat(IntStream.range(0, 10_000).mapToLong(SyntheticIds::accountId).distinct())
                .hasSize(10_000);

        SyntheticPopulation population = new SyntheticPopulation(PopulationProfile.byName("M-30"));
        int first = population.mostFollowed(2).get(0);
        assertThat(population.followers(first))
                .isGreaterThanOrEqualTo(
                        population.followers(population.mostFollowed(2).get(1)));
        assertThat(population.followers(first)).isEqualTo(sorted(population)[population.size() - 1]);
    }

    @Test
    void an_unknown_profile_is_rejected_with_the_known_ones() {
        assertThatThrownBy(() -> PopulationProfile.byName("XS")).hasMessageContaining("XL-30, XL-75");
        assertThatThrownBy(() -> PopulationProfile.byName("L-30").withAccounts(Optional.of(3)))
                .hasMessageContaining("100 to");
    }

    private static int[] sorted(SyntheticPopulation population) {
        return IntStream.range(0, population.size())
                .map(population::followers)
                .sorted()
                .toArray();
    }

    private static int quantile(int[] sorted, double share) {
        return sorted[(int) (share * sorted.length)];
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    private static double exponent(int[] followers, int threshold) {
        double logs = Arrays.stream(followers)
                .filter(each -> each >= threshold)
                .mapToDouble(each -> Math.log(each / (threshold - 0.5)))
                .sum();
        return 1 + Arrays.stream(followers).filter(each -> each >= threshold).count() / logs;
    }

    private static double top(int[] sorted, double share) {
        return Arrays.stream(sorted, (int) (sorted.length * (1 - share)), sorted.length)
                .asLongStream()
                .sum();
    }

    @Test
    void the_shares_of_replies_and_boosts_match_real_networks() {
        FollowGraph graph = new FollowGraph(new SyntheticPopulation(PopulationProfile.byName("M-30")));
        PostSchedule schedule = new PostSchedule(graph, 20_000, Instant.parse("2026-01-01T00:00:00Z"));
        List<PostSchedule.Post> posts = IntStream.range(0, graph.population().size())
                .boxed()
                .flatMap(author ->
                        IntStream.range(0, schedule.count(author)).mapToObj(i -> new PostSchedule.Post(author, i)))
                .toList();
        Map<PostSchedule.Kind, Long> reactions = posts.stream()
                .filter(post -> schedule.target(post).isPresent())
                .collect(Collectors.groupingBy(schedule::kind, Collectors.counting()));

        assertThat((double) posts.size()).isCloseTo(20_000, withPercentage(2));
        assertThat((double) reactions.get(PostSchedule.Kind.REPLY) / posts.size())
                .isCloseTo(0.30, within(0.03));
        assertThat((double) reactions.get(PostSchedule.Kind.BOOST) / posts.size())
                .isCloseTo(0.15, within(0.02));
        assertThat(posts)
                .allMatch(post -> schedule.target(post)
                        .filter(about -> schedule.id(about) >= schedule.id(post))
                        .isEmpty());
    }
}
