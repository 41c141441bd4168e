package social.skein.demo.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowGraphTest {
    private static final FollowGraph GRAPH = new FollowGraph(new SyntheticPopulation(PopulationProfile.byName("L-30")));

    @Test
    void no_account_follows_itself_or_another_twice() {
        for (int account = 0; account < 20_000; account++) {
            int[] targets = GRAPH.followees(account);
            assertThat(Arrays.stream(targets).distinct().count()).isEqualTo(targets.length);
            assertThat(targets).doesNotContain(account);
        }
    }

    @Test
    void the_followees_of_an_account_do_not_depend_on_the_others() {
        FollowGraph again = new FollowGraph(new SyntheticPopulation(PopulationProfile.byName("L-30")));
        int part = GRAPH.partCount() - 1;
        GRAPH.forEachAccount(
                part, (account, targets) -> assertThat(again.followees(account)).isEqualTo(targets));
    }

    @Test
    void accounts_get_their_intended_followers() {
        DegreeCounts degrees = DegreeCounts.compute(GRAPH);
        int[] followers = IntStream.range(0, GRAPH.population().size())
                .map(degrees::followers)
                .sorted()
                .toArray();
        int most = GRAPH.population().mostFollowed(1).get(0);

        assertThat((double) IntStream.of(followers).asLongStream().sum())
                .isCloseTo(GRAPH.population().follows(), withPercentage(2));
        assertThat(followers[followers.length / 2]).isEqualTo(2);
        assertThat((double) followers[followers.length * 99 / 100]).isCloseTo(299, withPercentage(6));
        assertThat((double) followers[followers.length * 999 / 1000]).isCloseTo(1_037, withPercentage(15));
        assertThat((double) degrees.followers(most)).isCloseTo(10_000, withPercentage(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"M-30", "L-30", "XL-75"})
    void a_quarter_is_mutual_and_three_tenths_are_within_communities(String name) {
        PopulationProfile profile = PopulationProfile.byName(name)
                .withAccounts(Optional.of(
                        Math.min(60_000, PopulationProfile.byName(name).accounts())));
        FollowGraph graph = new FollowGraph(new SyntheticPopulation(profile));
        int[][] follows = new int[profile.accounts()][];
        IntStream.range(0, graph.partCount())
                .forEach(part -> graph.forEachAccount(part, (account, targets) -> {
                    follows[account] = Arrays.stream(targets).sorted().toArray();
                }));
        double all = 0;
        double mutual = 0;
        double local = 0;
        for (int account = 0; account < follows.length; account++) {
            for (int target : follows[account]) {
                all++;
                mutual += Arrays.binarySearch(follows[target], account) >= 0 ? 1 : 0;
                local += account / profile.communitySize() == target / profile.communitySize() ? 1 : 0;
            }
        }

        assertThat(mutual / all).isCloseTo(0.25, within(0.05));
        assertThat(local / all).isCloseTo(0.30, within(0.02));
    }
}
