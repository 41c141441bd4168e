package social.skein.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.sql.PostgresUri;

/** A deployment of one instance that only serves the API: no role handles facts, so the outbox contains all of them. */
public final class ApiOnlyInstance implements AutoCloseable {
    private final TestDeployment deployment = TestDeployment.unstarted();
    private final AtomicInteger userCount = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public ApiOnlyInstance() {
        port = deployment
                .start(Map.of("SKEIN_ROLES", "api", "SKEIN_KAFKA_BOOTSTRAP", "none"))
                .config()
                .http()
                .port();
    }

    /** Creates an account whose name begins with this one, so that tests can share the instance. */
    public Person signUp(String name) {
        return deployment.signUp(name + userCount.incrementAndGet());
    }

    /** Returns the same user with a token for these scopes only. */
    public Person withScopes(Person user, String scopes) {
        return Person.signIn(user.name(), "correct horse " + user.name(), port, scopes);
    }

    public PostgresUri postgres() {
        return deployment.stores().postgres();
    }

    /** Sends a request without a token. */
    public HttpResponse<String> getAnonymously(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /** Posts this JSON text as the body. */
    public HttpResponse<String> sendJson(Person user, String path, String body) {
        return sendJson(user, "POST", path, body);
    }

    public HttpResponse<String> sendJson(Person user, String method, String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + user.token())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    /** Returns the facts that an actor caused, oldest first. */
    public List<JsonObject> factsOf(Person actor) {
        return sql("select payload from outbox where actor_id = " + actor.id() + " order by id").stream()
                .map(JsonObject::new)
                .toList();
    }

    /** Runs a statement and returns the first column of its result. */
    public List<String> sql(String statement) {
        return deployment.sql(statement);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            OpenApiConformance.check(response);
            return response;
        } catch (IOException failure) {
            throw new AssertionError(request.toString(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        deployment.close();
    }
}
