package social.skein.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.AuthTestServer;
import social.skein.support.AuthTestServer.TestResponse;
import social.skein.support.OAuthClient;

class InstanceMetadataTest {
    private static AuthTestServer server;
    private static String token;

    @BeforeAll
    static void start() {
        server = new AuthTestServer(false);
        server.signUp("alice");
        token = "Bearer "
                + new OAuthClient(server, "urn:ietf:wg:oauth:2.0:oob", "read write push").obtainToken("alice");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void all_limits_of_the_instance_fit_32_bits() {
        JsonObject instance = server.get("/api/v2/instance").json();

        assertThat(instance.getString("version")).isEqualTo("4.4.0 (compatible; Skein 0.1.0)");
        assertThat(instance.getString("domain")).isEqualTo("skein.example");
        assertThat(instance.getJsonObject("api_versions").getInteger("mastodon"))
                .as("grouped notifications and PKCE, but no web push")
                .isEqualTo(3);
        assertThat(instance.getJsonObject("registrations").getBoolean("enabled"))
                .isFalse();
        assertThat(instance.getJsonObject("contact").getString("email")).isEqualTo("admin@skein.example");
        assertThat(instance.getJsonObject("thumbnail").getString("url")).startsWith("https://skein.example/");
        assertThat(instance.getJsonArray("rules")).isEmpty();
        JsonObject limits = instance.getJsonObject("configuration");
        assertThat(limits.getJsonObject("urls").getString("streaming")).isEqualTo("wss://skein.example");
        assertThat(limits.getJsonObject("urls").getString("about"))
                .as("an existing page")
                .isEqualTo("https://skein.example/");
        for (Map.Entry<String, List<String>> group : Map.of(
                        "statuses", List.of("max_characters", "max_media_attachments", "characters_reserved_per_url"),
                        "media_attachments",
                                List.of(
                                        "description_limit",
                                        "image_size_limit",
                                        "image_matrix_limit",
                                        "video_size_limit",
                                        "video_frame_rate_limit",
                                        "video_matrix_limit"),
                        "polls",
                                List.of("max_options", "max_characters_per_option", "min_expiration", "max_expiration"),
                        "accounts", List.of("max_featured_tags", "max_pinned_statuses", "max_profile_fields"))
                .entrySet()) {
            for (String limit : group.getValue()) {
                assertThat(limits.getJsonObject(group.getKey()).getValue(limit))
                        .as(limit)
                        .isInstanceOf(Integer.class);
            }
        }
        assertThat(limits.getJsonObject("statuses").getInteger("max_media_attachments"))
                .isEqualTo(4);
        assertThat(limits.getJsonObject("media_attachments").getJsonArray("supported_mime_types"))
                .contains("image/png");
        assertThat(limits.getJsonObject("media_attachments").stream()
                        .map(Map.Entry::getValue)
                        .filter(Integer.class::isInstance)
                        .map(Integer.class::cast))
                .hasSize(6)
                .allMatch(limit -> limit > 0);
        assertThat(limits.getJsonObject("timelines_access")
                        .getJsonObject("live_feeds")
                        .getString("remote"))
                .isEqualTo("disabled");
        assertThat(limits.getJsonObject("vapid").containsKey("public_key")).isTrue();
    }

    @Test
    void version_1_of_the_instance_has_the_members_of_old_clients() {
        JsonObject instance = server.get("/api/v1/instance").json();

        assertThat(instance.getString("uri")).isEqualTo("skein.example");
        assertThat(instance.getJsonObject("urls").getString("streaming_api")).isEqualTo("wss://skein.example");
        assertThat(instance.getJsonObject("stats").getInteger("user_count")).isEqualTo(1);
        assertThat(instance.getInteger("max_toot_chars")).isEqualTo(500);
        assertThat(instance.getString("email")).isEqualTo("admin@skein.example");
    }

    @Test
    void nodeinfo_names_the_software_and_its_api() {
        String href = server.get("/.well-known/nodeinfo")
                .json()
                .getJsonArray("links")
                .getJsonObject(0)
                .getString("href");
        assertThat(href).isEqualTo("https://skein.example/nodeinfo/2.0");
        assertThat(server.get("/nodeinfo/2.0").body())
                .startsWith(
                        "{\"version\":\"2.0\",\"software\":{\"name\":\"skein\",\"version\":\"0.1.0\"},\"protocols\":[],")
                .contains("\"usage\":{\"users\":{\"total\":1,\"activeMonth\":0,\"activeHalfyear\":0},\"localPosts\":0}")
                .contains("\"openRegistrations\":false")
                .contains("\"upstream\":{\"name\":\"mastodon\"}");
    }

    @Test
    void webfinger_and_host_meta_resolve_local_accounts() {
        assertThat(server.get("/.well-known/host-meta").body())
                .contains("template=\"https://skein.example/.well-known/webfinger?resource={uri}\"");
        TestResponse alice = server.get("/.well-known/webfinger?resource=acct:alice@skein.example");
        assertThat(alice.header("Content-Type")).startsWith("application/jrd+json");
        assertThat(alice.json().getString("subject")).isEqualTo("acct:alice@skein.example");
        assertThat(server.get("/.well-known/webfinger?resource=acct:alice@elsewhere.example")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/.well-known/webfinger").status()).isEqualTo(400);
    }

    @Test
    void oauth_metadata_lists_grants_and_scopes() {
        JsonObject metadata =
                server.get("/.well-known/oauth-authorization-server").json();

        assertThat(metadata.getString("issuer")).isEqualTo("https://skein.example/");
        assertThat(metadata.getJsonArray("code_challenge_methods_supported")).containsExactly("S256");
        assertThat(metadata.getJsonArray("grant_types_supported"))
                .containsExactly("authorization_code", "client_credentials");
        assertThat(metadata.getJsonArray("scopes_supported")).contains("read:statuses", "admin:write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/instance/rules", "/api/v1/custom_emojis", "/api/v1/announcements"})
    void public_lists_are_empty_without_a_token(String path) {
        assertThat(server.get(path).body()).isEqualTo("[]");
    }

    @Test
    void preferences_push_and_health_have_the_expected_form() {
        assertThat(server.get("/api/v1/preferences", "Authorization", token).body())
                .isEqualTo("{\"posting:default:visibility\":\"public\",\"posting:default:sensitive\":false,"
                        + "\"posting:default:language\":null,\"reading:expand:media\":\"default\","
                        + "\"reading:expand:spoilers\":false}");
        TestResponse subscription = server.get("/api/v1/push/subscription", "Authorization", token);
        assertThat(subscription.status()).isEqualTo(404);
        assertThat(subscription.body()).isEqualTo("{\"error\":\"Record not found\"}");
        assertThat(server.get("/api/v1/streaming/health").body()).isEqualTo("OK");
    }

    @Test
    void an_unknown_path_is_a_json_404_with_cors_headers() {
        TestResponse notFound = server.get("/api/v1/nothing/here");

        assertThat(notFound.status()).isEqualTo(404);
        assertThat(notFound.json().getString("error")).isNotBlank();
        assertThat(notFound.header("Content-Type")).startsWith("application/json");
        assertThat(notFound.header("Access-Control-Allow-Origin")).isEqualTo("*");
        TestResponse preflight = server.send(
                HttpMethod.OPTIONS, "/oauth/token", Buffer.buffer(), "Access-Control-Request-Headers", "x-bird");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("x-bird");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
    }
}
