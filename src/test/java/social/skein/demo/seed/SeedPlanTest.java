package social.skein.demo.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeedPlanTest {
    private static final SocialGraph REED = SocialGraph.bundled();

    @Test
    void the_bundled_graph_has_962_accounts() {
        assertThat(REED.people()).isEqualTo(962);
        assertThat(REED.friendships()).hasSize(18_812);
        assertThat(REED.adjacencyList()).noneMatch(List::isEmpty);
    }

    @Test
    void the_plan_depends_on_the_seed_only() {
        SeedPlan plan = SeedPlan.create(REED, "reed", 1, 500);

        assertThat(SeedPlan.create(REED, "reed", 1, 500)).isEqualTo(plan);
        assertThat(SeedPlan.create(REED, "reed", 2, 500)).isNotEqualTo(plan);
        assertThat(plan.writes().get(0).text())
                .isEqualTo("Note to self: never mix folk songs and black coffee."
                        + " Can somebody recommend black coffee? Just saw a heron in the canyon. @reed268");
    }

    @Test
    void friends_follow_each_other() {
        SeedPlan plan = SeedPlan.create(SocialGraph.parse(Stream.of("1 0", "% a comment", "2 0", "0 1")), "reed", 1, 0);

        assertThat(plan.names()).containsExactly("reed1", "reed2", "reed3");
        assertThat(plan.follows())
                .containsExactlyInAnyOrder(
                        new SeedPlan.Follow(0, 1),
                        new SeedPlan.Follow(1, 0),
                        new SeedPlan.Follow(0, 2),
                        new SeedPlan.Follow(2, 0));
        assertThat(SeedPlan.create(REED, "reed", 1, 0).follows()).hasSize(2 * 18_812);
    }

    @Test
    void actions_target_earlier_posts_of_others_only() {
        int written = 0;
        Set<SeedAction> reactions = new HashSet<>();
        List<SeedAction.Write> writes = SeedPlan.create(REED, "reed", 1, 1_000).writes();
        for (SeedAction action : SeedPlan.create(REED, "reed", 1, 1_000).actions()) {
            if (action instanceof SeedAction.Write write) {
                assertThat(write.number()).isEqualTo(written++);
                assertThat(write.inReplyTo().orElse(-1)).isLessThan(write.number());
            } else {
                assertThat(reactions.add(action)).isTrue();
                int post = action instanceof SeedAction.Like like ? like.post() : ((SeedAction.Boost) action).post();
                int by = action instanceof SeedAction.Like like ? like.actor() : ((SeedAction.Boost) action).actor();
                assertThat(post).isLessThan(written);
                assertThat(writes.get(post).author()).isNotEqualTo(by);
            }
        }
    }

    @Test
    void the_shares_of_actions_match_real_networks() {
        List<SeedAction> actions = SeedPlan.create(REED, "reed", 1, 10_000).actions();
        double writes =
                actions.stream().filter(SeedAction.Write.class::isInstance).count();
        double replies = actions.stream()
                .filter(action -> action instanceof SeedAction.Write write
                        && write.inReplyTo().isPresent())
                .count();
        double boosts =
                actions.stream().filter(SeedAction.Boost.class::isInstance).count();
        double likes =
                actions.stream().filter(SeedAction.Like.class::isInstance).count();

        assertThat((writes - replies) / 10_000).isCloseTo(0.55, within(0.03));
        assertThat(replies / 10_000).isCloseTo(0.30, within(0.03));
        assertThat(boosts / 10_000).isCloseTo(0.15, within(0.03));
        assertThat(likes / 10_000).isCloseTo(3.0, within(0.3));
    }

    @Test
    void every_text_is_unique_and_fits_a_post() {
        List<SeedAction.Write> writes = SeedPlan.create(REED, "reed", 1, 20_000).writes();

        assertThat(writes.stream().map(SeedAction.Write::text).collect(Collectors.toSet()))
                .hasSameSizeAs(writes);
        assertThat(writes).allMatch(write -> write.text().length() <= 500);
        assertThat(writes).noneMatch(write -> write.text().contains("{"));
    }

    @Test
    void an_invalid_line_is_reported() {
        assertThatThrownBy(() -> SocialGraph.parse(Stream.of("1 two"))).hasMessageContaining("\"1 two\"");
        assertThatThrownBy(() -> SocialGraph.parse(Stream.of())).hasMessageContaining("The graph is empty");
    }
}
