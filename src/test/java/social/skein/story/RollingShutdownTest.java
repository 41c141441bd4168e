package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests the shutdown of one of two instances behind a load balancer. */
class RollingShutdownTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestDeployment deployment;
    private Person alice;
    private int opsPort;
    private int leavingPort;

    @BeforeEach
    void start() {
        deployment = TestDeployment.withInstances(1);
        deployment.start(Map.of("SKEIN_HTTP_DRAIN", "3s"));
        alice = deployment.signUp("alice");
        opsPort = deployment.instance(1).config().ops().port();
        leavingPort = deployment.instance(1).config().http().port();
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void a_stopping_instance_is_not_ready_but_serves_requests_while_draining() throws Exception {
        assertThat(get(leavingPort, "/api/v1/instance").headers().firstValue("Connection"))
                .isEmpty();

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> deployment.stop(1));
        TestDeployment.eventually(
                "readiness reports the shutdown",
                () -> get(opsPort, "/readyz").body().contains("\"stopping\""));

        assertThat(get(opsPort, "/readyz").statusCode()).isEqualTo(503);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> response = get(leavingPort, "/api/v1/instance");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Connection")).contains("close");
        }
        JsonObject post = alice.atPort(leavingPort).posts("Written at the last moment");
        assertThat(stopping).isNotDone();

        stopping.get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> get(leavingPort, "/api/v1/instance")).isInstanceOf(ConnectException.class);
        deployment.settle();
        assertThat(alice.home()).contains(post.getString("id"));
    }

    @Test
    void streams_receive_all_events_until_they_are_closed_one_by_one() throws Exception {
        List<StreamClient> sockets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sockets.add(StreamClient.connectWebSocket(alice.atPort(leavingPort), "user"));
        }
        StreamClient events = StreamClient.connectEventStream(alice.atPort(leavingPort), "user");

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> deployment.stop(1));
        TestDeployment.eventually(
                "readiness reports the shutdown",
                () -> get(opsPort, "/readyz").body().contains("\"stopping\""));
        String post = alice.posts("While you are still here").getString("id");

        for (StreamClient socket : sockets) {
            assertThat(socket.next("update").getString("id")).isEqualTo(post);
            assertThat(socket.nextPayload(StreamClient.CLOSED))
                    .isEqualTo("1001 The server is shutting down; please connect again");
        }
        assertThat(events.next("update").getString("id")).isEqualTo(post);
        assertThat(events.nextPayload(StreamClient.CLOSED)).isEmpty();
        stopping.get(20, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
