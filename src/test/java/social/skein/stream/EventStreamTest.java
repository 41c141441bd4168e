package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Village.await;

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
import social.skein.support.Documented;
import social.skein.support.Village;

class EventStreamTest {
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final HttpClient client = HttpClient.newHttpClient();
    private Stage stage = new Stage(new Rhythm(SELDOM, SELDOM, SELDOM, SELDOM));

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void events_are_one_line_of_event_and_one_of_data_after_a_greeting() throws Exception {
        HttpResponse<InputStream> response = open("/public", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(read(response, 3)).isEqualTo(":)\n");

        Status post = stage.village.post(stage.bob, "good\nmorning");
        stage.posted(post);
        stage.deleted(post.id(), stage.bob);
        String payload = Json.text(await(stage.village.statusViews.view(Optional.empty(), post)));
        assertThat(payload).doesNotContain("\n").doesNotContain("favourited\":");
        String expected = "event: update\ndata: " + payload + "\n\n" + "event: delete\ndata: " + post.id() + "\n\n";
        assertThat(read(response, expected.getBytes(StandardCharsets.UTF_8).length))
                .isEqualTo(expected);
    }

    @Test
    void a_quiet_stream_thumps() throws Exception {
        stage.close();
        stage = new Stage(new Rhythm(SELDOM, OFTEN, SELDOM, SELDOM));
        HttpResponse<InputStream> response = open("/public/remote", "");
        assertThat(read(response, 17)).isEqualTo(":)\n:thump\n:thump\n");
    }

    @Test
    void personal_streams_ask_for_a_token_with_the_scope() throws Exception {
        assertThat(refusal(open("/user", ""))).isEqualTo("401 {\"error\":\"The access token is invalid\"}");
        assertThat(refusal(open("/user", "nobodys"))).startsWith("401 ");
        String narrow = stage.village.token(stage.alice, Scope.READ_NOTIFICATIONS);
        assertThat(refusal(open("/user", narrow))).startsWith("403 ");
        assertThat(open("/user/notification", narrow).statusCode()).isEqualTo(200);
        assertThat(refusal(open("/hashtag", narrow))).startsWith("400 ");
        assertThat(refusal(open("/list", stage.token(stage.alice)))).startsWith("400 ");
        assertThat(refusal(open("/list?list=1", stage.token(stage.alice)))).startsWith("404 ");
        assertThat(refusal(open("/list?list=1", narrow))).startsWith("403 ");
        assertThat(refusal(open("/list?list=1", ""))).startsWith("401 ");
        assertThat(refusal(open("", narrow))).startsWith("400 ");
        assertThat(new String(open("/health", "").body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("OK");
    }

    @Test
    void a_revoked_token_ends_its_stream() throws Exception {
        String token = stage.token(stage.alice);
        HttpResponse<InputStream> response = open("/user", token);
        assertThat(read(response, 3)).isEqualTo(":)\n");
        long id = stage.village.tokens.get(token).token();
        stage.village.hints.publish(TokenRevoked.HINT, new TokenRevoked(id, "key"));
        assertThat(response.body().read()).as("the end").isEqualTo(-1);
        Village.eventually("nobody is left", () -> stage.connections() == 0);
    }

    @Test
    void a_revocation_whose_hint_was_lost_is_found_before_long() throws Exception {
        stage.close();
        stage = new Stage(new Rhythm(SELDOM, SELDOM, OFTEN, SELDOM));
        String token = stage.token(stage.alice);
        HttpResponse<InputStream> response = open("/user", token);
        assertThat(read(response, 3)).isEqualTo(":)\n");
        stage.village.tokens.remove(token);
        assertThat(response.body().read()).as("the end").isEqualTo(-1);
    }

    private HttpResponse<InputStream> open(String path, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port + "/api/v1/streaming" + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String read(HttpResponse<InputStream> response, int bytes) throws IOException {
        return new String(response.body().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    private static String refusal(HttpResponse<InputStream> response) throws IOException {
        String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        Documented.check(
                "GET",
                response.uri().toString(),
                response.statusCode(),
                response.headers().firstValue("Content-Type"),
                body);
        return response.statusCode() + " " + body;
    }
}
