package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static social.skein.support.Village.await;

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
import social.skein.relationship.TiesChanged;
import social.skein.status.Status;
import social.skein.support.Village;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketTest {
    private final Stage stage = new Stage();
    private final Village village = stage.village;

    @AfterEach
    void clear() {
        stage.clear();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void the_offered_subprotocol_comes_back_and_is_the_token() {
        String token = stage.token(stage.alice);
        assertThat(stage.connect(token, "").socket.subProtocol()).isEqualTo(token);
        assertThat(stage.connect("", "?access_token=" + token).socket.subProtocol())
                .isNull();
    }

    @Test
    void without_a_good_token_there_is_a_401_and_no_upgrade() {
        for (String token : List.of("", "nobodys")) {
            assertThatThrownBy(() -> await(stage.connecting(token, "?stream=user")))
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
        village.follow(stage.alice, stage.bob);
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user");
        Stage.Client bob = stage.connect(stage.token(stage.bob), "?stream=user");
        Stage.Client carol = stage.connect(stage.token(village.carol), "?stream=user");
        stage.ready(alice);
        bob.frames.clear();

        Status post = village.post(stage.bob, "good\nmorning", Visibility.PRIVATE);
        stage.posted(post);
        JsonObject frame = alice.next();
        assertThat(frame.fieldNames()).containsExactlyInAnyOrder("stream", "event", "payload");
        assertThat(frame.getJsonArray("stream")).isEqualTo(new JsonArray().add("user"));
        assertThat(frame.getString("event")).isEqualTo("update");
        assertThat(frame.getString("payload"))
                .isEqualTo(Json.text(await(village.statusViews.view(Optional.of(stage.alice), post))))
                .contains("\"favourited\":false")
                .doesNotContain("pinned");
        assertThat(bob.next().getString("payload")).contains("\"pinned\":false");

        stage.deleted(post.id(), stage.bob);
        JsonObject deletion = alice.next();
        assertThat(deletion.getString("event")).isEqualTo("delete");
        assertThat(deletion.getString("payload")).isEqualTo(post.id().toString());
        assertThat(carol.frames).isEmpty();
    }

    @Test
    void whom_one_begins_to_follow_is_heard_at_once_and_whom_one_leaves_is_not() {
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user");
        village.follow(stage.alice, stage.bob);
        village.hints.publish(TiesChanged.HINT, new TiesChanged(stage.alice));
        stage.ready(alice);

        await(village.follows.unfollow(stage.alice, stage.bob));
        village.hints.publish(TiesChanged.HINT, new TiesChanged(stage.alice));
        Village.eventually("bob is no longer heard", () -> {
            alice.frames.clear();
            stage.posted(village.post(stage.bob, "still there?"));
            Status own = village.post(stage.alice, "to myself");
            stage.posted(own);
            Village.eventually("her own comes", () -> alice.heard(own.id().toString()));
            return !alice.heard("still there?");
        });
    }

    @Test
    void several_streams_share_a_socket_with_a_frame_for_each_and_a_second_subscription_changes_nothing() {
        village.follow(stage.alice, stage.bob);
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user");
        alice.say("subscribe", "public");
        alice.say("subscribe", "public");
        alice.say("subscribe", "user");
        alice.say("subscribe", "hashtag", "Cats");
        alice.say("subscribe", "public:remote");
        alice.say("subscribe", "no such stream");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        stage.ready(alice);

        Status cats = village.post(stage.bob, "my #cats");
        stage.posted(cats);
        Village.eventually("all have come", () -> alice.framesOf(cats).size() >= 3);
        assertThat(alice.framesOf(cats))
                .extracting(frame -> frame.getJsonArray("stream"))
                .containsExactlyInAnyOrder(
                        new JsonArray().add("user"),
                        new JsonArray().add("public"),
                        new JsonArray().add("hashtag").add("Cats"));

        alice.frames.clear();
        alice.say("unsubscribe", "public");
        alice.say("unsubscribe", "user");
        alice.say("unsubscribe", "hashtag", "Cats");
        alice.say("subscribe", "nothing");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
        stage.posted(village.post(stage.bob, "nobody listens #cats"));
        alice.say("subscribe", "list");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);
    }

    @Test
    void what_is_not_for_everybody_stays_out_of_public_streams_and_a_direct_one_comes_to_whom_it_names() {
        Stage.Client carol = stage.connect(stage.token(village.carol), "?stream=public");
        carol.say("subscribe", "direct");
        carol.say("subscribe", "hashtag", "birds");
        stage.ready(carol);

        Status post = village.post(stage.bob, "seen by all");
        carol.frames.clear();
        stage.posted(village.post(stage.bob, "unlisted #birds", Visibility.UNLISTED));
        stage.posted(village.post(stage.bob, "private #birds", Visibility.PRIVATE));
        stage.posted(village.post(stage.bob, "direct to nobody #birds", Visibility.DIRECT));
        stage.posted(village.boost(stage.bob, post));
        Status letter = village.post(stage.bob, "@carol psst", Visibility.DIRECT);
        stage.posted(letter);
        await(stage.correspondence.handle(posted(letter)));
        JsonObject frame = carol.next();
        assertThat(frame.getJsonArray("stream")).isEqualTo(new JsonArray().add("direct"));
        assertThat(frame.getString("event")).isEqualTo("conversation");
        assertThat(frame.getString("payload")).contains("psst");
    }

    @Test
    void a_list_comes_under_its_number_and_to_its_owner_alone() {
        village.follow(stage.alice, stage.bob);
        await(village.db.update(
                "insert into list (id, account_id, title) values (12, $1, 'Birds')", stage.alice.value()));
        await(village.db.update("""
                insert into list_account (list_id, target_id, id, account_id, follow_id)
                select 12, target_id, 1, account_id, id from follow
                """));
        Stage.Client carol = stage.connect(stage.token(village.carol), "");
        for (String list : List.of("12", "13", "birds")) {
            carol.say("subscribe", "list", list);
            assertThat(carol.next().getInteger("status")).as(list).isEqualTo(404);
        }
        carol.say("subscribe", "list");
        assertThat(carol.next().getInteger("status")).isEqualTo(400);
        Stage.Client narrow = stage.connect(village.token(stage.alice, Scope.READ_STATUSES), "?stream=list&list=12");
        assertThat(narrow.next().getInteger("status")).isEqualTo(403);

        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=list&list=12");
        alice.say("subscribe", "user");
        stage.ready(alice);
        Status post = village.post(stage.bob, "chirp");
        stage.posted(post);
        Village.eventually("it came on both streams", () -> alice.framesOf(post).size() == 2);
        assertThat(alice.framesOf(post))
                .extracting(frame -> frame.getJsonArray("stream").encode())
                .containsExactlyInAnyOrder("[\"user\"]", "[\"list\",\"12\"]");

        alice.say("unsubscribe", "list", "12");
        stage.ready(alice);
        Status later = village.post(stage.bob, "chirp again");
        stage.posted(later);
        Village.eventually("it came at home", () -> !alice.framesOf(later).isEmpty());
        assertThat(alice.framesOf(later)).hasSize(1);
    }

    @Test
    void a_notification_comes_where_the_token_allows_it() {
        Stage.Client whole = stage.connect(stage.token(stage.alice), "?stream=user");
        whole.say("subscribe", "user:notification");
        String statusesOnly = village.token(stage.alice, Scope.READ_STATUSES);
        Stage.Client part = stage.connect(statusesOnly, "?stream=user");
        part.say("subscribe", "user:notification");
        assertThat(part.next().getInteger("status")).isEqualTo(403);
        whole.say("subscribe", "a round trip");
        assertThat(whole.next().getInteger("status")).isEqualTo(400);

        village.follow(stage.bob, stage.alice);
        await(stage.notifier.handle(new Fact.Followed(stage.bob, stage.alice)));
        Village.eventually("both subscriptions have it", () -> whole.frames.size() == 2);
        assertThat(whole.frames).allSatisfy(frame -> {
            assertThat(frame.getString("event")).isEqualTo("notification");
            assertThat(new JsonObject(frame.getString("payload")).getString("type"))
                    .isEqualTo("follow");
        });
        assertThat(part.frames).isEmpty();
    }

    @Test
    void what_is_kept_back_or_muted_is_not_streamed_and_an_accepted_request_is() {
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=user:notification");
        alice.say("subscribe", "a round trip");
        assertThat(alice.next().getInteger("status")).isEqualTo(400);

        await(stage.notifier.handle(posted(village.post(stage.bob, "@alice psst", Visibility.DIRECT))));
        village.hints.publish(NotificationsMerged.HINT, new NotificationsMerged(stage.alice));
        JsonObject merged = alice.next();
        assertThat(merged.getString("event")).as(merged.encode()).isEqualTo("notifications_merged");
        assertThat(merged.getString("payload")).isEqualTo("1");
        assertThat(merged.getJsonArray("stream")).containsExactly("user:notification");
    }

    @Test
    void nonsense_is_answered_and_a_binary_frame_closes_with_1003() {
        Stage.Client alice = stage.connect(stage.token(stage.alice), "?stream=nonsense");
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
        Stage.Client alice = stage.connect(stage.token(stage.alice), "");
        await(alice.socket.writeTextMessage("x".repeat(5_000)));
        assertThat(alice.closeCode()).isEqualTo(1009);
    }

    @Test
    void a_revoked_token_closes_its_sockets_and_no_others() {
        String token = stage.token(stage.alice);
        Stage.Client revoked = stage.connect(token, "?stream=user");
        Stage.Client other = stage.connect(stage.token(stage.alice), "?stream=user");
        long id = village.tokens.remove(token).token();
        village.hints.publish(TokenRevoked.HINT, new TokenRevoked(id, "key"));
        assertThat(revoked.closeCode()).isEqualTo(1008);
        assertThat(other.socket.isClosed()).isFalse();
        Village.eventually("one is left", () -> stage.connections() == 1);
    }

    @Test
    void a_revocation_whose_hint_was_lost_is_found_at_the_next_command() {
        String token = stage.token(stage.alice);
        Stage.Client alice = stage.connect(token, "");
        village.tokens.remove(token);
        alice.say("subscribe", "user");
        assertThat(alice.closeCode()).isEqualTo(1008);
    }

    @Test
    void a_shutdown_says_so() {
        try (Stage ending = new Stage()) {
            Stage.Client alice = ending.connect(ending.token(ending.alice), "?stream=user");
            Village.eventually("she is connected", () -> ending.connections() == 1);
            ending.shutDown(Duration.ofMillis(50));
            assertThat(alice.closeCode()).isEqualTo(1001);
            assertThat(alice.socket.closeReason()).contains("connect again");
            Village.eventually("nobody is left", () -> ending.connections() == 0);
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
