package social.skein.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Graph REED = Graph.bundled();

    @Test
    void the_graph_in_the_jar_holds_962_people() {
        assertThat(REED.people()).isEqualTo(962);
        assertThat(REED.friendships()).hasSize(18_812);
        assertThat(REED.circles()).noneMatch(List::isEmpty);
    }

    @Test
    void the_same_seed_plans_the_same_and_another_does_not() {
        Plan plan = Plan.of(REED, "reed", 1, 500);

        assertThat(Plan.of(REED, "reed", 1, 500)).isEqualTo(plan);
        assertThat(Plan.of(REED, "reed", 2, 500)).isNotEqualTo(plan);
        assertThat(plan.writes().get(0).text())
                .isEqualTo("Note to self: never mix folk songs and black coffee."
                        + " Can somebody recommend black coffee? Just saw a heron in the canyon. @reed268");
    }

    @Test
    void friends_follow_each_other() {
        Plan plan = Plan.of(Graph.of(Stream.of("1 0", "% a comment", "2 0", "0 1")), "reed", 1, 0);

        assertThat(plan.names()).containsExactly("reed1", "reed2", "reed3");
        assertThat(plan.follows())
                .containsExactlyInAnyOrder(
                        new Plan.Follow(0, 1), new Plan.Follow(1, 0), new Plan.Follow(0, 2), new Plan.Follow(2, 0));
        assertThat(Plan.of(REED, "reed", 1, 0).follows()).hasSize(2 * 18_812);
    }

    @Test
    void actions_name_earlier_posts_of_others_only() {
        int written = 0;
        Set<Action> reactions = new HashSet<>();
        List<Action.Write> writes = Plan.of(REED, "reed", 1, 1_000).writes();
        for (Action action : Plan.of(REED, "reed", 1, 1_000).actions()) {
            if (action instanceof Action.Write write) {
                assertThat(write.number()).isEqualTo(written++);
                assertThat(write.inReplyTo().orElse(-1)).isLessThan(write.number());
            } else {
                assertThat(reactions.add(action)).isTrue();
                int post = action instanceof Action.Like like ? like.post() : ((Action.Boost) action).post();
                int by = action instanceof Action.Like like ? like.by() : ((Action.Boost) action).by();
                assertThat(post).isLessThan(written);
                assertThat(writes.get(post).author()).isNotEqualTo(by);
            }
        }
    }

    @Test
    void the_kinds_are_as_on_real_networks() {
        List<Action> actions = Plan.of(REED, "reed", 1, 10_000).actions();
        double writes = actions.stream().filter(Action.Write.class::isInstance).count();
        double replies = actions.stream()
                .filter(action -> action instanceof Action.Write write
                        && write.inReplyTo().isPresent())
                .count();
        double boosts = actions.stream().filter(Action.Boost.class::isInstance).count();
        double likes = actions.stream().filter(Action.Like.class::isInstance).count();

        assertThat((writes - replies) / 10_000).isCloseTo(0.55, within(0.03));
        assertThat(replies / 10_000).isCloseTo(0.30, within(0.03));
        assertThat(boosts / 10_000).isCloseTo(0.15, within(0.03));
        assertThat(likes / 10_000).isCloseTo(3.0, within(0.3));
    }

    @Test
    void every_text_is_one_of_a_kind_and_fits_a_post() {
        List<Action.Write> writes = Plan.of(REED, "reed", 1, 20_000).writes();

        assertThat(writes.stream().map(Action.Write::text).collect(Collectors.toSet()))
                .hasSameSizeAs(writes);
        assertThat(writes).allMatch(write -> write.text().length() <= 500);
        assertThat(writes).noneMatch(write -> write.text().contains("{"));
    }

    @Test
    void a_line_that_is_no_pair_is_shown() {
        assertThatThrownBy(() -> Graph.of(Stream.of("1 two"))).hasMessageContaining("\"1 two\"");
        assertThatThrownBy(() -> Graph.of(Stream.of())).hasMessageContaining("holds no friends");
    }
}
