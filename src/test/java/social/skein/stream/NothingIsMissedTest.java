package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static social.skein.support.Village.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.status.Status;
import social.skein.support.Village;

/** What happens while somebody's follows, blocks and lists are still being read for their stream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingIsMissedTest {
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final Stage stage = new Stage();
    private final Village village = stage.village;

    @BeforeEach
    void follow() {
        village.follow(stage.alice, stage.bob);
    }

    @AfterEach
    void clear() {
        stage.clear();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void a_stream_in_the_address_is_open_once_it_misses_nothing() {
        Future<Stage.Client> connecting;
        Status post;
        try (Delay delay = new Delay(village)) {
            connecting =
                    stage.connecting(stage.token(stage.alice), "?stream=user").map(Stage.Client::new);
            delay.holdsUp(1);
            post = village.post(stage.bob, "meanwhile");
            stage.posted(post);
            assertThat(connecting.isComplete()).isFalse();
        }
        Stage.Client alice = stage.met(connecting);
        assertThat(alice.next().getString("payload")).contains("\"" + post.id() + "\"");
    }

    @Test
    void an_event_stream_greets_once_it_misses_nothing() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> opening;
        Status post;
        try (Delay delay = new Delay(village)) {
            opening = eventStream("/user", stage.token(stage.alice));
            delay.holdsUp(1);
            post = village.post(stage.bob, "meanwhile");
            stage.posted(post);
            assertThat(opening).isNotDone();
        }
        try (InputStream body = opening.get().body()) {
            String begin = ":)\nevent: update\ndata: {\"id\":\"" + post.id() + "\"";
            assertThat(new String(body.readNBytes(begin.length()), StandardCharsets.UTF_8))
                    .isEqualTo(begin);
        }
    }

    @Test
    void who_subscribes_by_a_frame_is_told_later_what_came_meanwhile_once_and_in_its_order() {
        Stage.Client alice = stage.connect(stage.token(stage.alice), "");
        Status first;
        Status second;
        try (Delay delay = new Delay(village)) {
            alice.say("subscribe", "user");
            delay.holdsUp(1);
            first = village.post(stage.bob, "one");
            stage.posted(first);
            second = village.post(stage.bob, "two");
            stage.posted(second);
            stage.deleted(first.id(), stage.bob);
        }
        Status third = village.post(stage.bob, "three");
        stage.posted(third);
        Village.eventually("the last has come", () -> alice.heard(third.id().toString()));
        assertThat(alice.frames.stream().map(NothingIsMissedTest::told))
                .containsExactly(
                        "update " + first.id(),
                        "update " + second.id(),
                        "delete " + first.id(),
                        "update " + third.id());
    }

    @Test
    void a_public_stream_waits_for_what_its_reader_does_not_want_to_meet() {
        await(village.db.update(
                "insert into mute (account_id, target_id, id) values ($1, $2, 1)",
                stage.alice.value(),
                stage.bob.value()));
        Stage.Client alice = stage.connect(stage.token(stage.alice), "");
        Status muted;
        Status heard;
        try (Delay delay = new Delay(village)) {
            alice.say("subscribe", "public");
            delay.holdsUp(1);
            muted = village.post(stage.bob, "she does not want to hear this");
            stage.posted(muted);
            heard = village.post(village.carol, "but this");
            stage.posted(heard);
        }
        assertThat(told(alice.next())).isEqualTo("update " + heard.id());
        assertThat(alice.framesOf(muted)).isEmpty();
    }

    @Test
    void a_stream_that_cannot_be_opened_in_time_is_refused_and_may_be_tried_again() throws Exception {
        Rhythm hasty = new Rhythm(SELDOM, SELDOM, SELDOM, Duration.ofMillis(200));
        try (Stage hurried = new Stage(hasty);
                Delay delay = new Delay(hurried.village)) {
            String token = hurried.token(hurried.alice);
            assertRefused(() -> await(hurried.connecting(token, "?stream=user")));
            HttpResponse<InputStream> refusal =
                    eventStream(hurried.port, "/user", token).get();
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
            Village.eventually("nobody is left", () -> hurried.connections() == 0);
            assertThat(hurried.refused()).isEqualTo(2);
        }
    }

    @Test
    void a_stream_whose_ties_cannot_be_read_is_refused_and_open_once_they_can() {
        String token = stage.token(stage.alice);
        await(village.db.update("alter table mute rename to mute_away"));
        try {
            assertRefused(() -> await(stage.connecting(token, "?stream=user")));
        } finally {
            await(village.db.update("alter table mute_away rename to mute"));
        }
        Village.eventually("the refused one is forgotten", () -> stage.connections() == 0);
        Stage.Client alice = stage.connect(token, "?stream=user");
        Status post = village.post(stage.bob, "there you are");
        stage.posted(post);
        assertThat(told(alice.next())).isEqualTo("update " + post.id());
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable connecting) {
        assertThatThrownBy(connecting).rootCause().satisfies(rejected -> {
            UpgradeRejectedException refusal = (UpgradeRejectedException) rejected;
            assertThat(refusal.getStatus()).isEqualTo(503);
            assertThat(Integer.parseInt(refusal.getHeaders().get("Retry-After")))
                    .isBetween(1, 60);
        });
    }

    private CompletableFuture<HttpResponse<InputStream>> eventStream(String path, String token) {
        return eventStream(stage.port, path, token);
    }

    private static CompletableFuture<HttpResponse<InputStream>> eventStream(int port, String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/streaming" + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** What a frame tells: of which status, and what of it. */
    private static String told(JsonObject frame) {
        String payload = frame.getString("payload");
        return frame.getString("event") + " "
                + (payload.startsWith("{") ? new JsonObject(payload).getString("id") : payload);
    }

    /** Holds up whoever reads the mutes, as each new reader's stream does, until it is closed. */
    private static final class Delay implements AutoCloseable {
        private static final String WAITING =
                "select count(*) as n from pg_locks where not granted and relation = 'mute'::regclass";

        private final Village village;
        private final Promise<Void> over = Promise.promise();
        private final Future<Void> locked;

        Delay(Village village) {
            this.village = village;
            Promise<Void> begun = Promise.promise();
            this.locked = village.db.transaction(
                    tx -> tx.update("lock table mute in access exclusive mode").compose(done -> {
                        begun.complete();
                        return over.future();
                    }));
            await(begun.future());
        }

        void holdsUp(long readers) {
            Village.eventually(
                    "the ties are being read",
                    () -> await(village.db.one(WAITING, row -> row.getLong("n"))) == readers);
        }

        @Override
        public void close() {
            over.complete();
            await(locked);
        }
    }
}
