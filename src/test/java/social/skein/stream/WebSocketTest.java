package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static social.skein.support.DomainFixture.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.events.Fact;
import social.skein.http.Json;
import social.skein.http.Scope;
import social.skein.model.Visibility;
import social.skein.notification.NotificationsMerged;
import social.skein.oauth.TokenRevoked;
import social.skein.relationship.RelationsChanged;
import social.skein.status.Status;
import social.skein.support.DomainFixture;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {
    private final StreamFixture fixture = new StreamFixture();
    private final DomainFixture domain = fixture.domain;

    @AfterEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void the_token_in_the_subprotocol_is_accepted_and_returned() {
        String token = fixture.token(fixture.alice);
        assertThat(fixture.connect(token, "").socket.subProtocol()).isEqualTo(token);
        assertThat(fixture.connect("", "?access_token=" + token).socket.subProtocol())
                .isNull();
    }

    @Test
    void an_invalid_token_gets_a_401_and_no_upgrade() {
        for (String token : List.of("", "unknown")) {
            assertThatThrownBy(() -> await(fixture.openWebSocket(token, "?stream=user")))
                    .hasRootCauseInstanceOf(UpgradeRejectedException.class)
                    .rootCause()
                    .satisfies(rejected -> {
                        UpgradeRejectedException upgrade = (UpgradeRejectedException) rejected;
                        assertThat(upgrade.getStatus()).isEqualTo(401);
                        assertThat(upgrade.getBody().toJsonObject().getString("error"))
                                .isEqualTo("The access token is invalid");
                        assertThat(upgrade.getHeaders().get("Content-Type")).startsWith("application/json");
                    });
        }
    }

    @Test
    void followers_and_the_author_receive_a_post_as_in_rest_and_a_deletion_as_a_plain_id() {
        domain.follow(fixture.alice, fixture.bob);
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        StreamFixture.StreamTestClient bob = fixture.connect(fixture.token(fixture.bob), "?stream=user");
        StreamFixture.StreamTestClient carol = fixture.connect(fixture.token(domain.carol), "?stream=user");
        fixture.awaitSubscribed(alice);
        bob.frames.clear();

        Status post = domain.post(fixture.bob, "good\nmorning", Visibility.PRIVATE);
        fixture.publishPosted(post);
        JsonObject frame = alice.next();
        assertThat(frame.fieldNames()).containsExactlyInAnyOrder("stream", "event", "payload");
        assertThat(frame.getJsonArray("stream")).isEqualTo(new JsonArray().add("user"));
        assertThat(frame.getString("event")).isEqualTo("update");
        assertThat(frame.getString("payload"))
                .isEqualTo(Json.encode(await(domain.statusViews.view(Optional.of(fixture.alice), post))))
                .contains("\"favourited\":false")
                .doesNotContain("pinned");
        assertThat(bob.next().getString("payload")).contains("\"pinned\":false");

        fixture.publishDeleted(post.id(), fixture.bob);
        JsonObject deletion = alice.next();
        assertThat(deletion.getString("event")).isEqualTo("delete");
        assertThat(deletion.getString("payload")).isEqualTo(post.id().toString());
        assertThat(carol.frames).isEmpty();
    }

    @Test
    void a_follow_and_an_unfollow_take_effect_at_once() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        domain.follow(fixture.alice, fixture.bob);
        domain.hints.publish(RelationsChanged.HINT, new RelationsChanged(fixture.alice));
        fixture.awaitSubscribed(alice);

        await(domain.follows.unfollowUnchecked(fixture.alice, fixture.bob));
        domain.hints.publish(RelationsChanged.HINT, new RelationsChanged(fixture.alice));
        DomainFixture.eventually("no post of bob arrives", () -> {
            alice.frames.clear();
            fixture.publishPosted(domain.post(fixture.bob, "still there?"));
            Status own = domain.post(fixture.alice, "to myself");
            fixture.publishPosted(own);
            DomainFixture.eventually(
                    "the post of alice arrives",
                    () -> alice.hasReceived(own.id().toString()));
            return !alice.hasReceived("still there?");
        });
    }

    @Test
    void several_streams_share_a_socket_and_a_repeated_subscription_changes_nothing() {
        domain.follow(fixture.alice, fixture.bob);
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        alice.sendCommand("subscribe", "public");
        alice.sendCommand("subscribe", "public");
        alice.sendCommand("subscribe", "user");
        alice.sendCommand("subscribe", "hashtag", "Cats");
        alice.sendCommand("subscribe", "public:remote");
        alice.sendCommand("subscribe", "no such stream");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        fixture.awaitSubscribed(alice);

        Status cats = domain.post(fixture.bob, "my #cats");
        fixture.publishPosted(cats);
        DomainFixture.eventually(
                "all frames arrive", () -> alice.framesAbout(cats).size() >= 3);
        assertThat(alice.framesAbout(cats))
                .extracting(frame -> frame.getJsonArray("stream"))
                .containsExactlyInAnyOrder(
                        new JsonArray().add("user"),
                        new JsonArray().add("public"),
                        new JsonArray().add("hashtag").add("Cats"));

        alice.frames.clear();
        alice.sendCommand("unsubscribe", "public");
        alice.sendCommand("unsubscribe", "user");
        alice.sendCommand("unsubscribe", "hashtag", "Cats");
        alice.sendCommand("subscribe", "nothing");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        fixture.publishPosted(domain.post(fixture.bob, "no listener #cats"));
        alice.sendCommand("subscribe", "list");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
    }

    @Test
    void a_hashtag_stream_has_the_posts_of_all_spellings() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=public");
        alice.sendCommand("subscribe", "hashtag", "#İSTANBUL");
        alice.sendCommand("subscribe", "hashtag", "ශ්\u200dරී");
        fixture.awaitSubscribed(alice);

        Status post = domain.post(fixture.bob, "#istanbul #ශ්\u200dරී");
        fixture.publishPosted(post);
        DomainFixture.eventually(
                "a frame for each stream arrives", () -> alice.framesAbout(post).size() == 3);
    }

    @Test
    void only_public_posts_are_in_public_streams_and_a_direct_message_reaches_the_mentioned_account() {
        StreamFixture.StreamTestClient carol = fixture.connect(fixture.token(domain.carol), "?stream=public");
        carol.sendCommand("subscribe", "direct");
        carol.sendCommand("subscribe", "hashtag", "birds");
        fixture.awaitSubscribed(carol);

        Status post = domain.post(fixture.bob, "seen by all");
        carol.frames.clear();
        fixture.publishPosted(domain.post(fixture.bob, "unlisted #birds", Visibility.UNLISTED));
        fixture.publishPosted(domain.post(fixture.bob, "private #birds", Visibility.PRIVATE));
        fixture.publishPosted(domain.post(fixture.bob, "direct without mentions #birds", Visibility.DIRECT));
        fixture.publishPosted(domain.boost(fixture.bob, post));
        Status message = domain.post(fixture.bob, "@carol psst", Visibility.DIRECT);
        fixture.publishPosted(message);
        await(fixture.conversationHandler.handle(posted(message)));
        JsonObject frame = carol.next();
        assertThat(frame.getJsonArray("stream")).isEqualTo(new JsonArray().add("direct"));
        assertThat(frame.getString("event")).isEqualTo("conversation");
        assertThat(frame.getString("payload")).contains("psst");
    }

    @Test
    void a_list_stream_is_named_by_its_id_and_open_to_its_owner_only() {
        domain.follow(fixture.alice, fixture.bob);
        await(domain.db.update(
                "insert into list (id, account_id, title) values (12, $1, 'Birds')", fixture.alice.value()));
        await(domain.db.update("""
                insert into list_account (list_id, target_id, id, account_id, follow_id)
                select 12, target_id, 1, account_id, id from follow
                """));
        StreamFixture.StreamTestClient carol = fixture.connect(fixture.token(domain.carol), "");
        for (String list : List.of("12", "13", "birds")) {
            carol.sendCommand("subscribe", "list", list);
            assertThat(carol.next().getInteger("status")).as(list).isEqualTo(404);
        }
        carol.sendCommand("subscribe", "list");
        assertThat(carol.next().getInteger("status")).isEqualTo(400);
        StreamFixture.StreamTestClient narrow =
                fixture.connect(domain.token(fixture.alice, Scope.READ_STATUSES), "?stream=list&list=12");
        assertThat(narrow.next().getInteger("status")).isEqualTo(403);

        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=list&list=12");
        alice.sendCommand("subscribe", "user");
        fixture.awaitSubscribed(alice);
        Status post = domain.post(fixture.bob, "chirp");
        fixture.publishPosted(post);
        DomainFixture.eventually(
                "the post arrives on both streams",
                () -> alice.framesAbout(post).size() == 2);
        assertThat(alice.framesAbout(post))
                .extracting(frame -> frame.getJsonArray("stream").encode())
                .containsExactlyInAnyOrder("[\"user\"]", "[\"list\",\"12\"]");

        alice.sendCommand("unsubscribe", "list", "12");
        fixture.awaitSubscribed(alice);
        Status later = domain.post(fixture.bob, "chirp again");
        fixture.publishPosted(later);
        DomainFixture.eventually(
                "the post arrives on the home stream",
                () -> !alice.framesAbout(later).isEmpty());
        assertThat(alice.framesAbout(later)).hasSize(1);
    }

    @Test
    void a_notification_requires_the_scope() {
        StreamFixture.StreamTestClient full = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        full.sendCommand("subscribe", "user:notification");
        String statusesOnly = domain.token(fixture.alice, Scope.READ_STATUSES);
        StreamFixture.StreamTestClient limited = fixture.connect(statusesOnly, "?stream=user");
        limited.sendCommand("subscribe", "user:notification");
        assertThat(limited.next().getInteger("status")).isEqualTo(403);
        full.sendCommand("subscribe", "a round trip");
        assertThat(full.next().getInteger("status")).isEqualTo(400);

        domain.follow(fixture.bob, fixture.alice);
        await(fixture.notifier.handle(new Fact.Followed(fixture.bob, fixture.alice)));
        DomainFixture.eventually("the notification arrives on both subscriptions", () -> full.frames.size() == 2);
        assertThat(full.frames).allSatisfy(frame -> {
            assertThat(frame.getString("event")).isEqualTo("notification");
            assertThat(new JsonObject(frame.getString("payload")).getString("type"))
                    .isEqualTo("follow");
        });
        assertThat(limited.frames).isEmpty();
    }

    @Test
    void a_filtered_notification_is_not_streamed_and_its_acceptance_is() {
        StreamFixture.StreamTestClient alice =
                fixture.connect(fixture.token(fixture.alice), "?stream=user:notification");
        alice.sendCommand("subscribe", "a round trip");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);

        await(domain.db.update("""
                insert into notification_policy (account_id, for_not_following, for_not_followers, for_new_accounts,
                                                 for_private_mentions, for_limited_accounts)
                values ($1, 'accept', 'accept', 'accept', 'filter', 'accept')
                """, fixture.alice.value()));
        await(fixture.notifier.handle(posted(domain.post(fixture.bob, "@alice psst", Visibility.DIRECT))));
        domain.hints.publish(NotificationsMerged.HINT, new NotificationsMerged(fixture.alice));
        JsonObject merged = alice.next();
        assertThat(merged.getString("event")).as(merged.encode()).isEqualTo("notifications_merged");
        assertThat(merged.getString("payload")).isEqualTo("1");
        assertThat(merged.getJsonArray("stream")).containsExactly("user:notification");

        domain.follow(fixture.bob, fixture.alice);
        await(fixture.notifier.handle(new Fact.Followed(fixture.bob, fixture.alice)));
        JsonObject next = new JsonObject(alice.next().getString("payload"));
        assertThat(next.getString("type")).as("nothing of the filtered message").isEqualTo("follow");
    }

    @Test
    void an_invalid_command_gets_an_error_frame_and_a_binary_frame_closes_the_socket_with_1003() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=nonsense");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        await(alice.socket.writeTextMessage("not json"));
        JsonObject error = alice.next();
        assertThat(error.getInteger("status")).isEqualTo(400);
        assertThat(error.getString("error")).isNotBlank();
        await(alice.socket.writeBinaryMessage(Buffer.buffer("bytes")));
        assertThat(alice.closeCode()).isEqualTo(1003);
    }

    @Test
    void a_frame_longer_than_any_command_closes_the_socket_with_1009() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "");
        await(alice.socket.writeTextMessage("x".repeat(5_000)));
        assertThat(alice.closeCode()).isEqualTo(1009);
    }

    @Test
    void a_revoked_token_closes_its_sockets_and_no_others() {
        String token = fixture.token(fixture.alice);
        StreamFixture.StreamTestClient revoked = fixture.connect(token, "?stream=user");
        StreamFixture.StreamTestClient other = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        long id = domain.tokens.remove(token).tokenId();
        domain.hints.publish(TokenRevoked.HINT, new TokenRevoked(id, "key"));
        assertThat(revoked.closeCode()).isEqualTo(1008);
        assertThat(other.socket.isClosed()).isFalse();
        DomainFixture.eventually("one connection is left", () -> fixture.connectionCount() == 1);
    }

    @Test
    void a_revocation_whose_hint_was_lost_is_found_at_the_next_command() {
        String token = fixture.token(fixture.alice);
        StreamFixture.StreamTestClient alice = fixture.connect(token, "");
        domain.tokens.remove(token);
        alice.sendCommand("subscribe", "user");
        assertThat(alice.closeCode()).isEqualTo(1008);
    }

    @Test
    void a_shutdown_is_the_close_reason() {
        try (StreamFixture closing = new StreamFixture()) {
            StreamFixture.StreamTestClient alice = closing.connect(closing.token(closing.alice), "?stream=user");
            DomainFixture.eventually("the client is connected", () -> closing.connectionCount() == 1);
            closing.closeHub(Duration.ofMillis(50));
            assertThat(alice.closeCode()).isEqualTo(1001);
            assertThat(alice.socket.closeReason()).contains("connect again");
            DomainFixture.eventually("no connection is left", () -> closing.connectionCount() == 0);
        }
    }

    private static Fact posted(Status status) {
        return new Fact.StatusPosted(
                status.id(),
                status.author(),
                status.visibility(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                status.mentions(),
                status.tags());
    }
}
