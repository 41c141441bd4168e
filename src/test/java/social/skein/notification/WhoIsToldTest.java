package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Village.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.Status;

/** Of what people are told, and of what not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoIsToldTest {
    private final Mailroom room = new Mailroom();
    private final AccountId alice = room.alice;
    private final AccountId bob = room.bob;
    private final AccountId carol = room.carol;

    @BeforeEach
    void clear() {
        room.clear();
    }

    @AfterAll
    void close() {
        room.close();
    }

    @Test
    void a_request_to_follow_is_told_until_it_ends_and_becomes_a_follow_where_it_was_granted() {
        room.sql(
                "insert into follow_request (account_id, target_id, id) values ($1, $2, 1)",
                bob.value(),
                alice.value());
        room.told(new Fact.FollowRequested(bob, alice));
        room.told(new Fact.FollowRequested(bob, alice));
        assertThat(room.types(alice)).containsExactly("follow_request");

        room.told(new Fact.FollowRequestEnded(bob, alice));
        assertThat(room.types(alice)).as("told too early").containsExactly("follow_request");

        room.sql("delete from follow_request");
        room.followed(bob, alice);
        room.told(new Fact.FollowRequestEnded(bob, alice));
        room.told(new Fact.FollowRequested(bob, alice));
        assertThat(room.types(alice)).containsExactly("follow");
    }

    @Test
    void who_asked_to_be_told_is_told_of_posts_and_not_of_boosts_or_answers_to_others() {
        await(room.village.follows.follow(alice, bob, Optional.empty(), Optional.of(true)));
        room.followed(carol, bob);
        Status first = room.posted(bob, "one", Visibility.PRIVATE);
        Status carols = room.posted(carol, "hello", Visibility.PUBLIC);
        room.replied(bob, "@carol hello", Visibility.PUBLIC, carols);
        room.boosted(bob, carols);
        room.posted(bob, "@carol psst", Visibility.DIRECT);
        room.told(Mailroom.posted(room.replied(bob, "two", Visibility.PUBLIC, first)));

        assertThat(room.types(alice)).containsExactly("status", "status");
        assertThat(room.types(carol)).doesNotContain("status");
    }

    @Test
    void who_boosted_is_told_of_each_edit_once_and_who_is_newly_named_of_that() {
        Status post = room.posted(bob, "good mornin", Visibility.PUBLIC);
        room.boosted(alice, post);
        room.sql(
                "update status set edited_at = now(), mentions = array[$2::bigint] where id = $1",
                id(post),
                carol.value());
        room.told(new Fact.StatusEdited(post.id(), bob, List.of(carol)));
        room.told(new Fact.StatusEdited(post.id(), bob, List.of(carol)));

        assertThat(room.types(alice)).containsExactly("update");
        assertThat(room.types(carol)).containsExactly("mention");
        assertThat(room.post(carol, "/v1/notifications/clear", "").statusCode()).isEqualTo(200);
        String first =
                Mailroom.each(room.list(alice, "/v1/notifications"), "id").get(0);

        room.sql("update status set edited_at = now() + interval '1 second' where id = $1", id(post));
        room.told(new Fact.StatusEdited(post.id(), bob, List.of()));
        room.told(new Fact.StatusEdited(post.id(), bob, null));
        assertThat(room.types(carol)).as("dismissed").isEmpty();
        assertThat(Mailroom.each(room.list(alice, "/v1/notifications"), "id"))
                .hasSize(1)
                .doesNotContain(first);
        assertThat(room.types(bob)).containsExactly("reblog");

        await(room.village.posting.unboost(alice, post.id()));
        room.told(
                new Fact.StatusDeleted(post.id(), alice, Visibility.PUBLIC, Optional.of(post.id()), Optional.empty()));
        assertThat(room.types(alice)).isEmpty();
    }

    @Test
    void nobody_is_told_of_doings_of_those_they_muted_unless_notifications_were_left_out_of_it() {
        Status post = room.village.post(alice, "good morning");
        room.mute(alice, bob, true);
        room.mute(alice, carol, false);
        room.liked(bob, post);
        room.liked(carol, post);
        room.followed(bob, alice);
        room.posted(bob, "@alice hear me", Visibility.PUBLIC);

        assertThat(room.types(alice)).containsExactly("favourite");
        assertThat(room.hints).hasSizeLessThanOrEqualTo(1);

        room.sql("update mute set expires_at = now() - interval '1 second'");
        room.posted(bob, "@alice hear me now", Visibility.PUBLIC);
        assertThat(room.types(alice)).containsExactly("mention", "favourite");
    }

    @Test
    void whoever_is_muted_later_is_not_shown_and_is_counted_nowhere() {
        Status post = room.village.post(alice, "good morning");
        room.liked(carol, post);
        room.liked(bob, post);
        room.posted(bob, "@alice hello", Visibility.PUBLIC);
        String mention =
                Mailroom.each(room.list(alice, "/v1/notifications"), "id").get(0);
        room.mute(alice, bob, true);

        assertThat(room.types(alice)).containsExactly("favourite");
        assertThat(room.get(alice, "/v1/notifications/" + mention).statusCode()).isEqualTo(404);
        assertThat(room.show(alice, "/v1/notifications/unread_count").getInteger("count"))
                .isEqualTo(1);
        assertThat(room.show(alice, "/v2/notifications/unread_count").getInteger("count"))
                .isEqualTo(1);
        var group = room.show(alice, "/v2/notifications")
                .getJsonArray("notification_groups")
                .getJsonObject(0);
        assertThat(group.getInteger("notifications_count")).isEqualTo(1);
        assertThat(group.getJsonArray("sample_account_ids")).containsExactly(carol.toString());
    }

    @Test
    void a_block_takes_along_what_there_was_between_the_two_and_lets_nothing_more_through() {
        Status post = room.village.post(alice, "good morning");
        Status bobs = room.village.post(bob, "good evening");
        room.liked(bob, post);
        room.liked(carol, post);
        room.liked(alice, bobs);
        room.told(new Fact.Blocked(alice, bob));
        assertThat(room.types(alice)).as("told after the block was lifted").hasSize(2);

        room.block(alice, bob);
        assertThat(room.types(alice)).as("hidden at once").hasSize(1);
        assertThat(room.types(bob)).isEmpty();
        room.told(new Fact.Blocked(alice, bob));
        room.told(new Fact.Favourited(bob, post.id(), alice));
        room.told(new Fact.Favourited(alice, bobs.id(), bob));
        room.posted(bob, "@alice let me in", Visibility.PUBLIC);
        room.posted(carol, "@alice and @bob should talk", Visibility.PUBLIC);
        room.sql("delete from block");

        assertThat(room.types(alice)).containsExactly("favourite");
        assertThat(room.types(bob)).containsExactly("mention");
    }

    @Test
    void a_muted_thread_is_silent_whoever_speaks_in_it() {
        Status post = room.posted(alice, "what do you think?", Visibility.PUBLIC);
        room.replied(bob, "@alice this", Visibility.PUBLIC, post);
        room.sql(
                "insert into conversation_mute (account_id, conversation_id) values ($1, $2)",
                alice.value(),
                post.conversation().value());
        room.replied(carol, "@alice that", Visibility.PUBLIC, post);
        room.liked(carol, post);

        assertThat(room.types(alice)).containsExactly("mention");
    }

    @Test
    void everybody_who_voted_is_told_of_the_end_of_a_poll_and_so_is_its_author() {
        Status post = room.posted(alice, "tea?", Visibility.PUBLIC);
        room.sql("""
                insert into poll (status_id, account_id, round, options, multiple, hide_totals, expires_at)
                values ($1, $2, 2, '{yes,no}', false, false, now() + interval '1 minute')
                """, id(post), alice.value());
        for (AccountId voter : List.of(bob, carol)) {
            room.sql(
                    "insert into poll_vote (status_id, round, account_id, choices) values ($1, $2, $3, '{0}')",
                    id(post), voter.equals(bob) ? 2L : 1L, voter.value());
        }
        room.told(new Fact.PollEnded(post.id(), alice));
        assertThat(room.types(bob)).as("told too early").isEmpty();

        room.sql("update poll set expires_at = now()");
        room.told(new Fact.PollEnded(post.id(), alice));
        room.told(new Fact.PollEnded(post.id(), alice));
        assertThat(room.types(alice)).containsExactly("poll");
        assertThat(room.types(bob)).containsExactly("poll");
        assertThat(room.types(carol)).as("voted on other options").isEmpty();
    }

    private static Long id(Status status) {
        return status.id().value();
    }
}
