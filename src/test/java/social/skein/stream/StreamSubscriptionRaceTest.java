package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static social.skein.support.DomainFixture.await;

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
import social.skein.support.DomainFixture;

/** What happens while somebody's follows, blocks and lists are still being read for their stream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamSubscriptionRaceTest {
    private static final Duration LONG_INTERVAL = Duration.ofMinutes(1);

    private final StreamFixture fixture = new StreamFixture();
    private final DomainFixture domain = fixture.domain;

    @BeforeEach
    void follow() {
        domain.follow(fixture.alice, fixture.bob);
    }

    @AfterEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void a_stream_in_the_address_is_open_once_it_misses_nothing() {
        Future<StreamFixture.StreamTestClient> connecting;
        Status post;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            connecting = fixture.openWebSocket(fixture.token(fixture.alice), "?stream=user")
                    .map(StreamFixture.StreamTestClient::new);
            delay.holdsUp(1);
            post = domain.post(fixture.bob, "meanwhile");
            fixture.publishPosted(post);
            assertThat(connecting.isComplete()).isFalse();
        }
        StreamFixture.StreamTestClient alice = fixture.track(connecting);
        assertThat(alice.next().getString("payload")).contains("\"" + post.id() + "\"");
    }

    @Test
    void an_event_stream_greets_once_it_misses_nothing() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> opening;
        Status post;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            opening = eventStream("/user", fixture.token(fixture.alice));
            delay.holdsUp(1);
            post = domain.post(fixture.bob, "meanwhile");
            fixture.publishPosted(post);
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
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "");
        Status first;
        Status second;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            alice.sendCommand("subscribe", "user");
            delay.holdsUp(1);
            first = domain.post(fixture.bob, "one");
            fixture.publishPosted(first);
            second = domain.post(fixture.bob, "two");
            fixture.publishPosted(second);
            fixture.publishDeleted(first.id(), fixture.bob);
        }
        Status third = domain.post(fixture.bob, "three");
        fixture.publishPosted(third);
        DomainFixture.eventually(
                "the last has come", () -> alice.hasReceived(third.id().toString()));
        assertThat(alice.frames.stream().map(StreamSubscriptionRaceTest::eventName))
                .containsExactly(
                        "update " + first.id(),
                        "update " + second.id(),
                        "delete " + first.id(),
                        "update " + third.id());
    }

    @Test
    void a_public_stream_waits_for_what_its_reader_does_not_want_to_meet() {
        await(domain.db.update(
                "insert into mute (account_id, target_id, id) values ($1, $2, 1)",
                fixture.alice.value(),
                fixture.bob.value()));
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "");
        Status muted;
        Status heard;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            alice.sendCommand("subscribe", "public");
            delay.holdsUp(1);
            muted = domain.post(fixture.bob, "she does not want to hear this");
            fixture.publishPosted(muted);
            heard = domain.post(domain.carol, "but this");
            fixture.publishPosted(heard);
        }
        assertThat(eventName(alice.next())).isEqualTo("update " + heard.id());
        assertThat(alice.framesAbout(muted)).isEmpty();
    }

    @Test
    void a_stream_that_cannot_be_opened_in_time_is_refused_and_may_be_tried_again() throws Exception {
        StreamTimers hasty = new StreamTimers(LONG_INTERVAL, LONG_INTERVAL, LONG_INTERVAL, Duration.ofMillis(200));
        try (StreamFixture hurried = new StreamFixture(hasty);
                DelayedQueries delay = new DelayedQueries(hurried.domain)) {
            String token = hurried.token(hurried.alice);
            assertRefused(() -> await(hurried.openWebSocket(token, "?stream=user")));
            HttpResponse<InputStream> refusal =
                    eventStream(hurried.port, "/user", token).get();
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
            DomainFixture.eventually("nobody is left", () -> hurried.connectionCount() == 0);
            assertThat(hurried.refusedCount()).isEqualTo(2);
        }
    }

    @Test
    void a_stream_whose_ties_cannot_be_read_is_refused_and_open_once_they_can() {
        String token = fixture.token(fixture.alice);
        await(domain.db.update("alter table mute rename to mute_away"));
        try {
            assertRefused(() -> await(fixture.openWebSocket(token, "?stream=user")));
        } finally {
            await(domain.db.update("alter table mute_away rename to mute"));
        }
        DomainFixture.eventually("the refused one is forgotten", () -> fixture.connectionCount() == 0);
        StreamFixture.StreamTestClient alice = fixture.connect(token, "?stream=user");
        Status post = domain.post(fixture.bob, "there you are");
        fixture.publishPosted(post);
        assertThat(eventName(alice.next())).isEqualTo("update " + post.id());
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
        return eventStream(fixture.port, path, token);
    }

    private static CompletableFuture<HttpResponse<InputStream>> eventStream(int port, String path, String token) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/streaming" + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** What a frame tells: of which status, and what of it. */
    private static String eventName(JsonObject frame) {
        String payload = frame.getString("payload");
        return frame.getString("event") + " "
                + (payload.startsWith("{") ? new JsonObject(payload).getString("id") : payload);
    }

    /** Holds up whoever reads the mutes, as each new reader's stream does, until it is closed. */
    private static final class DelayedQueries implements AutoCloseable {
        private static final String WAITING =
                "select count(*) as n from pg_locks where not granted and relation = 'mute'::regclass";

        private final DomainFixture village;
        private final Promise<Void> over = Promise.promise();
        private final Future<Void> locked;

        DelayedQueries(DomainFixture village) {
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
            DomainFixture.eventually(
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
