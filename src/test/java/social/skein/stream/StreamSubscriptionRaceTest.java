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

/** Tests events that arrive while the follows, blocks and lists of the account are still being loaded. */
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
    void a_websocket_with_a_stream_in_its_url_opens_once_the_account_is_loaded() {
        Future<StreamFixture.StreamTestClient> connecting;
        Status post;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            connecting = fixture.openWebSocket(fixture.token(fixture.alice), "?stream=user")
                    .map(StreamFixture.StreamTestClient::new);
            delay.awaitBlocked(1);
            post = domain.post(fixture.bob, "meanwhile");
            fixture.publishPosted(post);
            assertThat(connecting.isComplete()).isFalse();
        }
        StreamFixture.StreamTestClient alice = fixture.track(connecting);
        assertThat(alice.next().getString("payload")).contains("\"" + post.id() + "\"");
    }

    @Test
    void an_event_stream_opens_once_the_account_is_loaded() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> opening;
        Status post;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            opening = eventStream("/user", fixture.token(fixture.alice));
            delay.awaitBlocked(1);
            post = domain.post(fixture.bob, "meanwhile");
            fixture.publishPosted(post);
            assertThat(opening).isNotDone();
        }
        try (InputStream body = opening.get().body()) {
            String expected = ":)\nevent: update\ndata: {\"id\":\"" + post.id() + "\"";
            assertThat(new String(body.readNBytes(expected.length()), StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_subscription_by_a_frame_catches_up_once_and_in_order() {
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "");
        Status first;
        Status second;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            alice.sendCommand("subscribe", "user");
            delay.awaitBlocked(1);
            first = domain.post(fixture.bob, "one");
            fixture.publishPosted(first);
            second = domain.post(fixture.bob, "two");
            fixture.publishPosted(second);
            fixture.publishDeleted(first.id(), fixture.bob);
        }
        Status third = domain.post(fixture.bob, "three");
        fixture.publishPosted(third);
        DomainFixture.eventually(
                "the last post arrives", () -> alice.hasReceived(third.id().toString()));
        assertThat(alice.frames.stream().map(StreamSubscriptionRaceTest::eventName))
                .containsExactly(
                        "update " + first.id(),
                        "update " + second.id(),
                        "delete " + first.id(),
                        "update " + third.id());
    }

    @Test
    void a_public_stream_waits_for_the_mutes_of_its_account() {
        await(domain.db.update(
                "insert into mute (account_id, target_id, id) values ($1, $2, 1)",
                fixture.alice.value(),
                fixture.bob.value()));
        StreamFixture.StreamTestClient alice = fixture.connect(fixture.token(fixture.alice), "");
        Status muted;
        Status visible;
        try (DelayedQueries delay = new DelayedQueries(domain)) {
            alice.sendCommand("subscribe", "public");
            delay.awaitBlocked(1);
            muted = domain.post(fixture.bob, "muted");
            fixture.publishPosted(muted);
            visible = domain.post(domain.carol, "visible");
            fixture.publishPosted(visible);
        }
        assertThat(eventName(alice.next())).isEqualTo("update " + visible.id());
        assertThat(alice.framesAbout(muted)).isEmpty();
    }

    @Test
    void a_stream_that_cannot_be_opened_in_time_is_rejected_with_retry_after() throws Exception {
        StreamTimers timers = new StreamTimers(LONG_INTERVAL, LONG_INTERVAL, LONG_INTERVAL, Duration.ofMillis(200));
        try (StreamFixture otherFixture = new StreamFixture(timers);
                DelayedQueries delay = new DelayedQueries(otherFixture.domain)) {
            String token = otherFixture.token(otherFixture.alice);
            assertRejected(() -> await(otherFixture.openWebSocket(token, "?stream=user")));
            HttpResponse<InputStream> rejection =
                    eventStream(otherFixture.port, "/user", token).get();
            assertThat(rejection.statusCode()).isEqualTo(503);
            assertThat(rejection.headers().firstValue("Retry-After")).isPresent();
            DomainFixture.eventually("no connection is left", () -> otherFixture.connectionCount() == 0);
            assertThat(otherFixture.rejectedCount()).isEqualTo(2);
        }
    }

    @Test
    void a_stream_is_rejected_if_relations_cannot_be_loaded_and_opens_once_they_can() {
        String token = fixture.token(fixture.alice);
        await(domain.db.update("alter table mute rename to mute_renamed"));
        try {
            assertRejected(() -> await(fixture.openWebSocket(token, "?stream=user")));
        } finally {
            await(domain.db.update("alter table mute_renamed rename to mute"));
        }
        DomainFixture.eventually("the rejected connection is deregistered", () -> fixture.connectionCount() == 0);
        StreamFixture.StreamTestClient alice = fixture.connect(token, "?stream=user");
        Status post = domain.post(fixture.bob, "there you are");
        fixture.publishPosted(post);
        assertThat(eventName(alice.next())).isEqualTo("update " + post.id());
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable connecting) {
        assertThatThrownBy(connecting).rootCause().satisfies(rejected -> {
            UpgradeRejectedException upgrade = (UpgradeRejectedException) rejected;
            assertThat(upgrade.getStatus()).isEqualTo(503);
            assertThat(Integer.parseInt(upgrade.getHeaders().get("Retry-After")))
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

    /** The event of a frame and the id of its status. */
    private static String eventName(JsonObject frame) {
        String payload = frame.getString("payload");
        return frame.getString("event") + " "
                + (payload.startsWith("{") ? new JsonObject(payload).getString("id") : payload);
    }

    /** Blocks all reads of the mutes, which each new stream needs, until it is closed. */
    private static final class DelayedQueries implements AutoCloseable {
        private static final String BLOCKED_QUERIES =
                "select count(*) as n from pg_locks where not granted and relation = 'mute'::regclass";

        private final DomainFixture domain;
        private final Promise<Void> released = Promise.promise();
        private final Future<Void> transaction;

        DelayedQueries(DomainFixture domain) {
            this.domain = domain;
            Promise<Void> lockAcquired = Promise.promise();
            this.transaction = domain.db.transaction(
                    tx -> tx.update("lock table mute in access exclusive mode").compose(done -> {
                        lockAcquired.complete();
                        return released.future();
                    }));
            await(lockAcquired.future());
        }

        void awaitBlocked(long queries) {
            DomainFixture.eventually(
                    "the relations are being loaded",
                    () -> await(domain.db.one(BLOCKED_QUERIES, row -> row.getLong("n"))) == queries);
        }

        @Override
        public void close() {
            released.complete();
            await(transaction);
        }
    }
}
