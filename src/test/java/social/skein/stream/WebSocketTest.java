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
    void the_offered_subprotocol_comes_back_and_is_the_token() {
        String token = fixture.token(fixture.alice);
        assertThat(fixture.connect(token, "").socket.subProtocol()).isEqualTo(token);
        assertThat(fixture.connect("", "?access_token=" + token).socket.subProtocol())
                .isNull();
    }

    @Test
    void without_a_good_token_there_is_a_401_and_no_upgrade() {
        for (String token : List.of("", "nobodys")) {
            assertThatThrownBy(() -> await(fixture.openWebSocket(token, "?stream=user")))
                    .hasRootCauseInstanceOf(UpgradeRejectedException.class)
                    .rootCause()
                    .satisfies(rejected -> {
                        UpgradeRejectedException refusal = (UpgradeRejectedException) rejected;
                        assertThat(refusal.getStatus()).isEqualTo(401);
                        assertThat(refusal.getBody().toJsonObject().getString("error"))
                                .isEqualTo("The access token is invalid");
                        assertThat(refusal.getHeaders().get("Content-Type")).startsWith("application/json");
                    });
        }
    }

    @Test
    void a_post_comes_to_followers_and_its_author_as_rest_would_show_it_and_a_deletion_as_a_bare_id() {
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
    void whom_one_begins_to_follow_is_heard_at_once_and_whom_one_leaves_is_not() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        domain.follow(fixture.alice, fixture.bob);
        domain.hints.publish(RelationsChanged.HINT, new RelationsChanged(fixture.alice));
        fixture.awaitSubscribed(alice);

        await(domain.follows.unfollowUnchecked(fixture.alice, fixture.bob));
        domain.hints.publish(RelationsChanged.HINT, new RelationsChanged(fixture.alice));
        DomainFixture.eventually("bob is no longer heard", () -> {
            alice.frames.clear();
            fixture.publishPosted(domain.post(fixture.bob, "still there?"));
            Status own = domain.post(fixture.alice, "to myself");
            fixture.publishPosted(own);
            DomainFixture.eventually(
                    "her own comes", () -> alice.hasReceived(own.id().toString()));
            return !alice.hasReceived("still there?");
        });
    }

    @Test
    void several_streams_share_a_socket_with_a_frame_for_each_and_a_second_subscription_changes_nothing() {
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
        DomainFixture.eventually("all have come", () -> alice.framesAbout(cats).size() >= 3);
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
        fixture.publishPosted(domain.post(fixture.bob, "nobody listens #cats"));
        alice.sendCommand("subscribe", "list");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
    }

    @Test
    void what_is_not_for_everybody_stays_out_of_public_streams_and_a_direct_one_comes_to_whom_it_names() {
        StreamFixture.StreamTestClient carol = fixture.connect(fixture.token(domain.carol), "?stream=public");
        carol.sendCommand("subscribe", "direct");
        carol.sendCommand("subscribe", "hashtag", "birds");
        fixture.awaitSubscribed(carol);

        Status post = domain.post(fixture.bob, "seen by all");
        carol.frames.clear();
        fixture.publishPosted(domain.post(fixture.bob, "unlisted #birds", Visibility.UNLISTED));
        fixture.publishPosted(domain.post(fixture.bob, "private #birds", Visibility.PRIVATE));
        fixture.publishPosted(domain.post(fixture.bob, "direct to nobody #birds", Visibility.DIRECT));
        fixture.publishPosted(domain.boost(fixture.bob, post));
        Status letter = domain.post(fixture.bob, "@carol psst", Visibility.DIRECT);
        fixture.publishPosted(letter);
        await(fixture.conversationHandler.handle(posted(letter)));
        JsonObject frame = carol.next();
        assertThat(frame.getJsonArray("stream")).isEqualTo(new JsonArray().add("direct"));
        assertThat(frame.getString("event")).isEqualTo("conversation");
        assertThat(frame.getString("payload")).contains("psst");
    }

    @Test
    void a_list_comes_under_its_number_and_to_its_owner_alone() {
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
                "it came on both streams", () -> alice.framesAbout(post).size() == 2);
        assertThat(alice.framesAbout(post))
                .extracting(frame -> frame.getJsonArray("stream").encode())
                .containsExactlyInAnyOrder("[\"user\"]", "[\"list\",\"12\"]");

        alice.sendCommand("unsubscribe", "list", "12");
        fixture.awaitSubscribed(alice);
        Status later = domain.post(fixture.bob, "chirp again");
        fixture.publishPosted(later);
        DomainFixture.eventually(
                "it came at home", () -> !alice.framesAbout(later).isEmpty());
        assertThat(alice.framesAbout(later)).hasSize(1);
    }

    @Test
    void a_notification_comes_where_the_token_allows_it() {
        StreamFixture.StreamTestClient whole = fixture.connect(fixture.token(fixture.alice), "?stream=user");
        whole.sendCommand("subscribe", "user:notification");
        String statusesOnly = domain.token(fixture.alice, Scope.READ_STATUSES);
        StreamFixture.StreamTestClient part = fixture.connect(statusesOnly, "?stream=user");
        part.sendCommand("subscribe", "user:notification");
        assertThat(part.next().getInteger("status")).isEqualTo(403);
        whole.sendCommand("subscribe", "a round trip");
        assertThat(whole.next().getInteger("status")).isEqualTo(400);

        domain.follow(fixture.bob, fixture.alice);
        await(fixture.notifier.handle(new Fact.Followed(fixture.bob, fixture.alice)));
        DomainFixture.eventually("both subscriptions have it", () -> whole.frames.size() == 2);
        assertThat(whole.frames).allSatisfy(frame -> {
            assertThat(frame.getString("event")).isEqualTo("notification");
            assertThat(new JsonObject(frame.getString("payload")).getString("type"))
                    .isEqualTo("follow");
        });
        assertThat(part.frames).isEmpty();
    }

    @Test
    void what_is_kept_back_or_muted_is_not_streamed_and_an_accepted_request_is() {
        StreamFixture.StreamTestClient alice =
                fixture.connect(fixture.token(fixture.alice), "?stream=user:notification");
        alice.sendCommand("subscribe", "a round trip");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);

        await(fixture.notifier.handle(posted(domain.post(fixture.bob, "@alice psst", Visibility.DIRECT))));
        domain.hints.publish(NotificationsMerged.HINT, new NotificationsMerged(fixture.alice));
        JsonObject merged = alice.next();
        assertThat(merged.getString("event")).as(merged.encode()).isEqualTo("notifications_merged");
        assertThat(merged.getString("payload")).isEqualTo("1");
        assertThat(merged.getJsonArray("stream")).containsExactly("user:notification");
    }

    @Test
    void nonsense_is_answered_and_a_binary_frame_closes_with_1003() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "?stream=nonsense");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        await(alice.socket.writeTextMessage("not json"));
        JsonObject refusal = alice.next();
        assertThat(refusal.getInteger("status")).isEqualTo(400);
        assertThat(refusal.getString("error")).isNotBlank();
        await(alice.socket.writeBinaryMessage(Buffer.buffer("bytes")));
        assertThat(alice.closeCode()).isEqualTo(1003);
    }

    @Test
    void a_frame_longer_than_any_command_closes_with_1009() {
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
        DomainFixture.eventually("one is left", () -> fixture.connectionCount() == 1);
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
    void a_shutdown_says_so() {
        try (StreamFixture ending = new StreamFixture()) {
            StreamFixture.StreamTestClient alice = ending.connect(ending.token(ending.alice), "?stream=user");
            DomainFixture.eventually("she is connected", () -> ending.connectionCount() == 1);
            ending.closeHub(Duration.ofMillis(50));
            assertThat(alice.closeCode()).isEqualTo(1001);
            assertThat(alice.socket.closeReason()).contains("connect again");
            DomainFixture.eventually("nobody is left", () -> ending.connectionCount() == 0);
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
