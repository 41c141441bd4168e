package social.skein.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the settings of the section {@code instance}, and that nothing is advertised that the server lacks. */
class InstanceSettingsTest {
    private static TestDeployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of(
                "SKEIN_ROLES", "api",
                "SKEIN_REGISTRATION", "open",
                "SKEIN_INSTANCE_TITLE", "Birds & <friends>",
                "SKEIN_INSTANCE_DESCRIPTION", "A place for birds, and for those who watch them",
                "SKEIN_INSTANCE_CONTACT_EMAIL", "owls@birds.example",
                "SKEIN_INSTANCE_RULES", "Be kind, always\nNo cats",
                "SKEIN_INSTANCE_TERMS_OF_SERVICE_URL", "https://birds.example/terms",
                "SKEIN_INSTANCE_LANGUAGES", "de,en",
                "SKEIN_INSTANCE_MAX_CHARACTERS", "2000"));
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void both_versions_of_the_instance_show_the_settings() {
        JsonObject instance = new JsonObject(get("/api/v2/instance").body());
        JsonObject old = new JsonObject(get("/api/v1/instance").body());

        for (JsonObject shown : new JsonObject[] {instance, old}) {
            assertThat(shown.getString("title")).isEqualTo("Birds & <friends>");
            assertThat(shown.getString("description")).isEqualTo("A place for birds, and for those who watch them");
            assertThat(shown.getJsonArray("languages")).containsExactly("de", "en");
            assertThat(shown.getJsonArray("rules")).isEqualTo(rules());
            JsonObject limits = shown.getJsonObject("configuration");
            assertThat(limits.getJsonObject("statuses").getInteger("max_characters"))
                    .isEqualTo(2000);
            assertThat(limits.getJsonObject("urls").getString("terms_of_service"))
                    .isEqualTo("https://birds.example/terms");
            assertThat(limits.getJsonObject("urls").getString("privacy_policy")).isNull();
        }
        assertThat(instance.getJsonObject("contact").getString("email")).isEqualTo("owls@birds.example");
        assertThat(old.getString("email")).isEqualTo("owls@birds.example");
        assertThat(old.getInteger("max_toot_chars")).isEqualTo(2000);
        assertThat(new JsonArray(get("/api/v1/instance/rules").body())).isEqualTo(rules());
        assertThat(new JsonObject(get("/nodeinfo/2.0").body())
                        .getJsonObject("metadata")
                        .getString("nodeName"))
                .isEqualTo("Birds & <friends>");
    }

    private static JsonArray rules() {
        return new JsonArray().add(rule("1", "Be kind, always")).add(rule("2", "No cats"));
    }

    private static JsonObject rule(String id, String text) {
        return new JsonObject().put("id", id).put("text", text).put("hint", "").put("translations", new JsonObject());
    }

    @Test
    void the_pages_show_title_rules_and_contact() {
        assertThat(get("/").body())
                .contains("<h1>Birds &amp; &lt;friends&gt;</h1>", "A place for birds", "<li>No cats</li>")
                .contains("href=\"mailto:owls@birds.example\"", "href=\"https://birds.example/terms\"");
        assertThat(get("/auth/sign_up").body())
                .contains("<title>Create an account · Birds &amp; &lt;friends&gt;</title>")
                .contains("<li>Be kind, always</li>")
                .contains("I agree to the rules and the terms of service of Birds &amp; &lt;friends&gt;.");
    }

    @Test
    void posts_may_be_as_long_as_the_setting_allows() {
        assertThat(alice.send("POST", "/api/v1/statuses", Map.of("status", "a".repeat(2000)))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = alice.send("POST", "/api/v1/statuses", Map.of("status", "a".repeat(2001)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Text character limit of 2000 exceeded");
    }

    private static HttpResponse<String> get(String path) {
        return alice.withToken("").send("GET", path, Map.of());
    }
}
