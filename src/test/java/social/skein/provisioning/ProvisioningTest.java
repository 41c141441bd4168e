package social.skein.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.OpenApiConformance;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;
import social.skein.support.TestIdentityProvider;

/** Tests the provisioning API, as the backend of another product calls it. */
class ProvisioningTest {
    private static final String CREDENTIAL = "a-credential-of-at-least-32-letters";
    private static final String ACCOUNTS = "/api/skein/v1/accounts";
    private static final String NONE = "{}";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestIdentityProvider provider;
    private static TestDeployment deployment;
    private static int port;

    @BeforeAll
    static void start() {
        provider = new TestIdentityProvider();
        deployment = TestDeployment.unstarted();
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("SKEIN_ROLES", "api,relay,fanout,notify,media,jobs");
        settings.put("SKEIN_PROVISIONING_TOKEN", CREDENTIAL);
        port = deployment.start(settings).config().http().port();
    }

    @AfterAll
    static void stop() {
        deployment.close();
        provider.close();
    }

    @Test
    void an_account_is_created_found_and_used_with_a_token() {
        JsonObject created = json(call("POST", ACCOUNTS, """
                {"username": "wren", "display_name": "A wren", "email": "wren@corp.example", "external_id": "wren-1"}
                """));
        assertThat(created.getString("username")).isEqualTo("wren");
        assertThat(created.getString("email")).isEqualTo("wren@corp.example");
        assertThat(created.getString("external_id")).isEqualTo("wren-1");
        assertThat(created.getString("state")).isEqualTo("active");
        String path = ACCOUNTS + "/" + created.getString("id");
        assertThat(json(call("GET", ACCOUNTS + "/lookup?external_id=wren-1", "")))
                .isEqualTo(created);
        assertThat(json(call("GET", ACCOUNTS + "/lookup?username=Wren", ""))).isEqualTo(created);
        assertThat(json(call("GET", path, ""))).isEqualTo(created);

        JsonObject token = json(call("POST", path + "/tokens", """
                {"app_name": "Bird Shop", "scopes": "read write:statuses"}"""));
        assertThat(token.getString("scope")).isEqualTo("read write:statuses");
        String bearer = token.getString("access_token");
        JsonObject post = json(send("POST", "/api/v1/statuses", bearer, "{\"status\": \"hello\"}"));
        assertThat(post.getJsonObject("account").getString("display_name")).isEqualTo("A wren");
        assertThat(post.getJsonObject("application").getString("name")).isEqualTo("Bird Shop");
        assertThat(send("POST", "/api/v1/accounts/1/follow", bearer, NONE).statusCode())
                .isEqualTo(403);

        assertThat(call("DELETE", path + "/tokens/" + token.getString("id"), "").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/api/v1/timelines/home", bearer, "").statusCode())
                .isEqualTo(401);
        assertThat(call("DELETE", path + "/tokens/" + token.getString("id"), "").statusCode())
                .as("again")
                .isEqualTo(200);
    }

    @Test
    void a_disabled_account_has_no_access_until_it_is_enabled() {
        JsonObject account = create("finch");
        String path = ACCOUNTS + "/" + account.getString("id");
        String bearer = token(path);
        assertThat(send("GET", "/api/v1/timelines/home", bearer, "").statusCode())
                .isEqualTo(200);

        assertThat(json(call("POST", path + "/disable", NONE)).getString("state"))
                .isEqualTo("suspended");
        assertThat(json(call("POST", path + "/disable", NONE)).getString("state"))
                .as("again")
                .isEqualTo("suspended");
        deployment.settle();
        assertThat(send("GET", "/api/v1/timelines/home", bearer, "").statusCode())
                .isEqualTo(403);
        assertThat(call("POST", path + "/tokens", "{\"app_name\": \"x\"}").statusCode())
                .isEqualTo(403);

        assertThat(json(call("POST", path + "/enable", NONE)).getString("state"))
                .isEqualTo("active");
        deployment.settle();
        assertThat(send("GET", "/api/v1/timelines/home", bearer, "").statusCode())
                .isEqualTo(200);
        assertThat(call("DELETE", path + "/tokens", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/v1/timelines/home", bearer, "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_external_id_is_the_subject_at_sign_in() {
        String id = json(call("POST", ACCOUNTS, "{\"username\": \"heron\", \"external_id\": \"heron-1\"}"))
                .getString("id");
        TestBrowser browser = new TestBrowser(port);
        TestIdentityProvider.AuthorizationRequest request =
                provider.arrive(browser.open("/auth/oidc").location());
        String callback =
                provider.signIn(request, Map.of("sub", "heron-1", "preferred_username", "egret", "name", "Egret"));

        assertThat(browser.open(callback).location()).isEqualTo("/settings");
        assertThat(browser.open("/settings").body()).contains("@heron<");
        assertThat(deployment.sql("select account_id from external_identity where subject = 'heron-1'"))
                .containsExactly(id);
    }

    @Test
    void invalid_and_taken_values_are_reported_and_create_nothing() {
        create("robin");
        json(call(
                "POST", ACCOUNTS, "{\"username\": \"rook\", \"external_id\": \"taken\", \"email\": \"r@x.example\"}"));
        List<String> accounts = deployment.sql("select count(*) from account");

        assertRejected(NONE, "Username can't be blank");
        assertRejected("{\"username\": \"a b\"}", "Username must contain only letters, numbers and underscores");
        assertRejected("{\"username\": \"Robin\"}", "Username has already been taken");
        assertRejected("{\"username\": \"a\", \"email\": \"R@x.example\"}", "E-mail address has already been taken");
        assertRejected("{\"username\": \"a\", \"email\": \"nowhere\"}", "E-mail address is invalid");
        assertRejected("{\"username\": \"a\", \"external_id\": \"taken\"}", "External id has already been taken");
        assertRejected("{\"username\": \"rook\", \"external_id\": \"taken\"}", "External id has already been taken");
        assertRejected(
                "{\"username\": \"a\", \"external_id\": \"" + "x".repeat(256) + "\"}",
                "External id must be 1 to 255 printable characters");
        assertRejected(
                "{\"username\": \"a\", \"display_name\": \"" + "x".repeat(31) + "\"}", "Display name is too long");
        assertThat(deployment.sql("select count(*) from account")).isEqualTo(accounts);
        assertThat(call("GET", ACCOUNTS + "/lookup", "").statusCode()).isEqualTo(400);
        assertThat(call("GET", ACCOUNTS + "/lookup?external_id=nobody", "").statusCode())
                .isEqualTo(404);
        assertThat(call("GET", ACCOUNTS + "/1", "").statusCode()).isEqualTo(404);
        assertThat(call("GET", ACCOUNTS + "/x", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_token_needs_an_app_name_known_scopes_and_an_account() {
        String path = ACCOUNTS + "/" + create("crow").getString("id") + "/tokens";

        assertThat(call("POST", path, NONE).body()).contains("App name can't be blank");
        assertThat(call("POST", path, "{\"app_name\": \"x\", \"scopes\": \"read everything\"}")
                        .body())
                .contains("Scopes must be scopes separated by spaces, like read write follow push");
        assertThat(call("POST", ACCOUNTS + "/1/tokens", "{\"app_name\": \"x\"}").statusCode())
                .isEqualTo(404);
        JsonObject other = json(call("POST", path, "{\"app_name\": \"x\"}"));
        String foreign = ACCOUNTS + "/" + create("jay").getString("id") + "/tokens/" + other.getString("id");
        assertThat(call("DELETE", foreign, "").statusCode()).isEqualTo(404);
    }

    @Test
    void only_the_credential_gives_access() {
        Person alice = deployment.signUp("alice");
        RegisteredApp app = new RegisteredApp(port, "Birds", "read write follow admin:read admin:write");
        String path = ACCOUNTS + "/" + alice.id();
        Map<String, List<String>> operations = Map.of(
                "GET", List.of(path, ACCOUNTS + "/lookup?username=alice"),
                "POST", List.of(ACCOUNTS, path + "/disable", path + "/enable", path + "/tokens"),
                "DELETE", List.of(path + "/tokens", path + "/tokens/1"));
        List<String> wrong = List.of("", alice.token(), CREDENTIAL + "x", CREDENTIAL.substring(1), app.secret, " ");

        operations.forEach((method, paths) -> paths.forEach(operation -> wrong.forEach(bearer -> {
            HttpResponse<String> response = send(method, operation, bearer, method.equals("POST") ? NONE : "");
            assertThat(response.statusCode()).as(method + " " + operation).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
        })));
        assertThat(send("GET", path + "?access_token=" + CREDENTIAL, "", "").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/v1/accounts/verify_credentials", CREDENTIAL, "")
                        .statusCode())
                .as("it is no access token")
                .isEqualTo(401);
        assertThat(alice.send("GET", "/api/v1/accounts/verify_credentials", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void without_a_configured_credential_the_api_does_not_exist() {
        int disabled =
                deployment.start(Map.of("SKEIN_ROLES", "api")).config().http().port();
        for (String bearer : List.of("", " ", CREDENTIAL)) {
            assertThat(send(disabled, "GET", ACCOUNTS + "/1", bearer, "").statusCode())
                    .isEqualTo(404);
            assertThat(send(disabled, "POST", ACCOUNTS, bearer, "{\"username\": \"ghost\"}")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(deployment.sql("select count(*) from account where username = 'ghost'"))
                .containsExactly("0");
    }

    private static JsonObject create(String username) {
        return json(call("POST", ACCOUNTS, "{\"username\": \"" + username + "\"}"));
    }

    private static String token(String path) {
        return json(call("POST", path + "/tokens", "{\"app_name\": \"Bird Shop\"}"))
                .getString("access_token");
    }

    private static void assertRejected(String body, String message) {
        HttpResponse<String> response = call("POST", ACCOUNTS, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
        assertThat(response.body()).contains("Validation failed: " + message);
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static HttpResponse<String> call(String method, String path, String body) {
        return send(method, path, CREDENTIAL, body);
    }

    private static HttpResponse<String> send(String method, String path, String bearer, String body) {
        return send(port, method, path, bearer, body);
    }

    private static HttpResponse<String> send(int at, String method, String path, String bearer, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            OpenApiConformance.check(response);
            return response;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
