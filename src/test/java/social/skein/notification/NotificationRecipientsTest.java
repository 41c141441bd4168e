package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

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

/** Tests the recipients of notifications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationRecipientsTest {
    private final NotificationFixture fixture = new NotificationFixture();
    private final AccountId alice = fixture.alice;
    private final AccountId bob = fixture.bob;
    private final AccountId carol = fixture.carol;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void a_follow_request_notifies_until_it_ends_and_becomes_a_follow_if_accepted() {
        fixture.sql(
                "insert into follow_request (account_id, target_id, id) values ($1, $2, 1)",
                bob.value(),
                alice.value());
        fixture.handle(new Fact.FollowRequested(bob, alice));
        fixture.handle(new Fact.FollowRequested(bob, alice));
        assertThat(fixture.types(alice)).containsExactly("follow_request");

        fixture.handle(new Fact.FollowRequestEnded(bob, alice));
        assertThat(fixture.types(alice)).as("the request still exists").containsExactly("follow_request");

        fixture.sql("delete from follow_request");
        fixture.follow(bob, alice);
        fixture.handle(new Fact.FollowRequestEnded(bob, alice));
        fixture.handle(new Fact.FollowRequested(bob, alice));
        assertThat(fixture.types(alice)).containsExactly("follow");
    }

    @Test
    void subscribers_are_notified_of_posts_but_not_of_boosts_or_replies_to_others() {
        await(fixture.domain.follows.followUnchecked(alice, bob, Optional.empty(), Optional.of(true)));
        fixture.follow(carol, bob);
        Status first = fixture.postStatus(bob, "one", Visibility.PRIVATE);
        Status carols = fixture.postStatus(carol, "hello", Visibility.PUBLIC);
        fixture.reply(bob, "@carol hello", Visibility.PUBLIC, carols);
        fixture.boost(bob, carols);
        fixture.postStatus(bob, "@carol psst", Visibility.DIRECT);
        fixture.handle(NotificationFixture.postedFact(fixture.reply(bob, "two", Visibility.PUBLIC, first)));

        assertThat(fixture.types(alice)).containsExactly("status", "status");
        assertThat(fixture.types(carol)).doesNotContain("status");
    }

    @Test
    void boosters_are_notified_of_each_edit_once_and_newly_mentioned_accounts_of_the_mention() {
        Status post = fixture.postStatus(bob, "good mornin", Visibility.PUBLIC);
        fixture.boost(alice, post);
        fixture.sql(
                "update status set edited_at = now(), mentions = array[$2::bigint] where id = $1",
                id(post),
                carol.value());
        fixture.handle(new Fact.StatusEdited(post.id(), bob, List.of(carol)));
        fixture.handle(new Fact.StatusEdited(post.id(), bob, List.of(carol)));

        assertThat(fixture.types(alice)).containsExactly("update");
        assertThat(fixture.types(carol)).containsExactly("mention");
        assertThat(fixture.post(carol, "/v1/notifications/clear", "").statusCode())
                .isEqualTo(200);
        String first = NotificationFixture.values(fixture.list(alice, "/v1/notifications"), "id")
                .get(0);

        fixture.sql("update status set edited_at = now() + interval '1 second' where id = $1", id(post));
        fixture.handle(new Fact.StatusEdited(post.id(), bob, List.of()));
        fixture.handle(new Fact.StatusEdited(post.id(), bob, null));
        assertThat(fixture.types(carol)).as("dismissed").isEmpty();
        assertThat(NotificationFixture.values(fixture.list(alice, "/v1/notifications"), "id"))
                .hasSize(1)
                .doesNotContain(first);
        assertThat(fixture.types(bob)).containsExactly("reblog");

        await(fixture.domain.posting.unboost(alice, post.id()));
        fixture.handle(
                new Fact.StatusDeleted(post.id(), alice, Visibility.PUBLIC, Optional.of(post.id()), Optional.empty()));
        assertThat(fixture.types(alice)).isEmpty();
    }

    @Test
    void a_muted_account_causes_no_notifications_unless_the_mute_excludes_them() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.mute(alice, bob, true);
        fixture.mute(alice, carol, false);
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.follow(bob, alice);
        fixture.postStatus(bob, "@alice hear me", Visibility.PUBLIC);

        assertThat(fixture.types(alice)).containsExactly("favourite");
        assertThat(fixture.hints).hasSizeLessThanOrEqualTo(1);

        fixture.sql("update mute set expires_at = now() - interval '1 second'");
        fixture.postStatus(bob, "@alice hear me now", Visibility.PUBLIC);
        assertThat(fixture.types(alice)).containsExactly("mention", "favourite");
    }

    @Test
    void notifications_of_an_account_muted_later_are_neither_shown_nor_counted() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(carol, post);
        fixture.like(bob, post);
        fixture.postStatus(bob, "@alice hello", Visibility.PUBLIC);
        String mention = NotificationFixture.values(fixture.list(alice, "/v1/notifications"), "id")
                .get(0);
        fixture.mute(alice, bob, true);

        assertThat(fixture.types(alice)).containsExactly("favourite");
        assertThat(fixture.get(alice, "/v1/notifications/" + mention).statusCode())
                .isEqualTo(404);
        assertThat(fixture.show(alice, "/v1/notifications/unread_count").getInteger("count"))
                .isEqualTo(1);
        assertThat(fixture.show(alice, "/v2/notifications/unread_count").getInteger("count"))
                .isEqualTo(1);
        var group = fixture.show(alice, "/v2/notifications")
                .getJsonArray("notification_groups")
                .getJsonObject(0);
        assertThat(group.getInteger("notifications_count")).isEqualTo(1);
        assertThat(group.getJsonArray("sample_account_ids")).containsExactly(carol.toString());
    }

    @Test
    void a_block_deletes_notifications_between_the_two_and_prevents_new_ones() {
        Status post = fixture.domain.post(alice, "good morning");
        Status bobs = fixture.domain.post(bob, "good evening");
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.like(alice, bobs);
        fixture.handle(new Fact.Blocked(alice, bob));
        assertThat(fixture.types(alice)).as("the block no longer exists").hasSize(2);

        fixture.block(alice, bob);
        assertThat(fixture.types(alice)).as("hidden before the fact is handled").hasSize(1);
        assertThat(fixture.types(bob)).isEmpty();
        fixture.handle(new Fact.Blocked(alice, bob));
        fixture.handle(new Fact.Favourited(bob, post.id(), alice));
        fixture.handle(new Fact.Favourited(alice, bobs.id(), bob));
        fixture.postStatus(bob, "@alice let me in", Visibility.PUBLIC);
        fixture.postStatus(carol, "@alice and @bob should talk", Visibility.PUBLIC);
        fixture.sql("delete from block");

        assertThat(fixture.types(alice)).containsExactly("favourite");
        assertThat(fixture.types(bob)).containsExactly("mention");
    }

    @Test
    void a_muted_thread_causes_no_notifications() {
        Status post = fixture.postStatus(alice, "what do you think?", Visibility.PUBLIC);
        fixture.reply(bob, "@alice this", Visibility.PUBLIC, post);
        fixture.sql(
                "insert into conversation_mute (account_id, conversation_id) values ($1, $2)",
                alice.value(),
                post.conversation().value());
        fixture.reply(carol, "@alice that", Visibility.PUBLIC, post);
        fixture.like(carol, post);

        assertThat(fixture.types(alice)).containsExactly("mention");
    }

    @Test
    void voters_and_the_author_are_notified_of_the_end_of_a_poll() {
        Status post = fixture.postStatus(alice, "tea?", Visibility.PUBLIC);
        fixture.sql("""
                insert into poll (status_id, account_id, round, options, multiple, hide_totals, expires_at)
                values ($1, $2, 2, '{yes,no}', false, false, now() + interval '1 minute')
                """, id(post), alice.value());
        for (AccountId voter : List.of(bob, carol)) {
            fixture.sql(
                    "insert into poll_vote (status_id, round, account_id, choices) values ($1, $2, $3, '{0}')",
                    id(post), voter.equals(bob) ? 2L : 1L, voter.value());
        }
        fixture.handle(new Fact.PollEnded(post.id(), alice));
        assertThat(fixture.types(bob)).as("the poll has not ended").isEmpty();

        fixture.sql("update poll set expires_at = now()");
        fixture.handle(new Fact.PollEnded(post.id(), alice));
        fixture.handle(new Fact.PollEnded(post.id(), alice));
        assertThat(fixture.types(alice)).containsExactly("poll");
        assertThat(fixture.types(bob)).containsExactly("poll");
        assertThat(fixture.types(carol)).as("voted in the first round").isEmpty();
    }

    private static Long id(Status status) {
        return status.id().value();
    }
}
