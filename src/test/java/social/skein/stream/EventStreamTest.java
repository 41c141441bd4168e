package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.http.Json;
import social.skein.http.Scope;
import social.skein.oauth.TokenRevoked;
import social.skein.status.Status;
import social.skein.support.DomainFixture;
import social.skein.support.OpenApiConformance;

class EventStreamTest {
    private static final Duration LONG_INTERVAL = Duration.ofMinutes(1);
    private static final Duration SHORT_INTERVAL = Duration.ofMillis(100);

    private final HttpClient client = HttpClient.newHttpClient();
    private StreamFixture fixture =
            new StreamFixture(new StreamTimers(LONG_INTERVAL, LONG_INTERVAL, LONG_INTERVAL, LONG_INTERVAL));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_event_is_an_event_line_and_a_data_line_after_the_greeting() throws Exception {
        HttpResponse<InputStream> response = open("/public", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(read(response, 3)).isEqualTo(":)\n");

        Status post = fixture.domain.post(fixture.bob, "good\nmorning");
        fixture.publishPosted(post);
        fixture.publishDeleted(post.id(), fixture.bob);
        String payload = Json.encode(await(fixture.domain.statusViews.view(Optional.empty(), post)));
        assertThat(payload).doesNotContain("\n").doesNotContain("favourited\":");
        String expected = "event: update\ndata: " + payload + "\n\n" + "event: delete\ndata: " + post.id() + "\n\n";
        assertThat(read(response, expected.getBytes(StandardCharsets.UTF_8).length))
                .isEqualTo(expected);
    }

    @Test
    void an_idle_stream_sends_heartbeats() throws Exception {
        fixture.close();
        fixture = new StreamFixture(new StreamTimers(LONG_INTERVAL, SHORT_INTERVAL, LONG_INTERVAL, LONG_INTERVAL));
        HttpResponse<InputStream> response = open("/public/remote", "");
        assertThat(read(response, 17)).isEqualTo(":)\n:thump\n:thump\n");
    }

    @Test
    void personal_streams_require_a_token_with_the_scope() throws Exception {
        assertThat(rejection(open("/user", ""))).isEqualTo("401 {\"error\":\"The access token is invalid\"}");
        assertThat(rejection(open("/user", "unknown"))).startsWith("401 ");
        String narrow = fixture.domain.token(fixture.alice, Scope.READ_NOTIFICATIONS);
        assertThat(rejection(open("/user", narrow))).startsWith("403 ");
        assertThat(open("/user/notification", narrow).statusCode()).isEqualTo(200);
        assertThat(rejection(open("/hashtag", narrow))).startsWith("400 ");
        assertThat(rejection(open("/list", fixture.token(fixture.alice)))).startsWith("400 ");
        assertThat(rejection(open("/list?list=1", fixture.token(fixture.alice))))
                .startsWith("404 ");
        assertThat(rejection(open("/list?list=1", narrow))).startsWith("403 ");
        assertThat(rejection(open("/list?list=1", ""))).startsWith("401 ");
        assertThat(rejection(open("", narrow))).startsWith("400 ");
        assertThat(new String(open("/health", "").body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("OK");
    }

    @Test
    void a_revoked_token_ends_its_stream() throws Exception {
        String token = fixture.token(fixture.alice);
        HttpResponse<InputStream> response = open("/user", token);
        assertThat(read(response, 3)).isEqualTo(":)\n");
        long id = fixture.domain.tokens.get(token).tokenId();
        fixture.domain.hints.publish(TokenRevoked.HINT, new TokenRevoked(id, "key"));
        assertThat(response.body().read()).as("end of the stream").isEqualTo(-1);
        DomainFixture.eventually("no connection is left", () -> fixture.connectionCount() == 0);
    }

    @Test
    void a_revocation_whose_hint_was_lost_is_found_by_the_next_check() throws Exception {
        fixture.close();
        fixture = new StreamFixture(new StreamTimers(LONG_INTERVAL, LONG_INTERVAL, SHORT_INTERVAL, LONG_INTERVAL));
        String token = fixture.token(fixture.alice);
        HttpResponse<InputStream> response = open("/user", token);
        assertThat(read(response, 3)).isEqualTo(":)\n");
        fixture.domain.tokens.remove(token);
        assertThat(response.body().read()).as("end of the stream").isEqualTo(-1);
    }

    private HttpResponse<InputStream> open(String path, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.port + "/api/v1/streaming" + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String read(HttpResponse<InputStream> response, int bytes) throws IOException {
        return new String(response.body().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static String rejection(HttpResponse<InputStream> response) throws IOException {
        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        OpenApiConformance.check(
                "GET",
                response.uri().toString(),
                response.statusCode(),
                response.headers().firstValue("Content-Type"),
                body);
        return response.statusCode() + " " + body;
    }
}
