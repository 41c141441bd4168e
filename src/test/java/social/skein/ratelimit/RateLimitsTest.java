package social.skein.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the rate limits of clients at various addresses, which a simulated proxy reports. */
class RateLimitsTest {
    private static final int PER_TOKEN = 20;
    private static final int PER_USER = 30;
    private static final int PER_ADDRESS = 15;
    private static final int PAGING = 8;
    private static final int REMOVALS = 4;
    private static final int SIGN_UPS = 3;
    private static final int POSTS = 5;
    private static final int SEARCHES = 6;
    private static final int PAGES = 9;
    private static final String ME = "/api/v1/accounts/verify_credentials";
    private static final String INSTANCE = "/api/v1/instance";

    private static TestDeployment deployment;
    private static int port;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.wipeRedis();
        port = deployment
                .start(Map.ofEntries(
                        Map.entry("SKEIN_ROLES", "api,stream"),
                        Map.entry("SKEIN_HTTP_BEHIND_PROXY", "true"),
                        Map.entry("SKEIN_RATE_LIMITS_PER_TOKEN", PER_TOKEN + "/5m"),
                        Map.entry("SKEIN_RATE_LIMITS_PER_USER", PER_USER + "/5m"),
                        Map.entry("SKEIN_RATE_LIMITS_PER_ADDRESS", PER_ADDRESS + "/5m"),
                        Map.entry("SKEIN_RATE_LIMITS_PAGINATION", PAGING + "/15m"),
                        Map.entry("SKEIN_RATE_LIMITS_DELETES", REMOVALS + "/30m"),
                        Map.entry("SKEIN_RATE_LIMITS_SIGN_UPS", SIGN_UPS + "/30m"),
                        Map.entry("SKEIN_RATE_LIMITS_POSTS", POSTS + "/3h"),
                        Map.entry("SKEIN_RATE_LIMITS_SEARCHES", SEARCHES + "/1m"),
                        Map.entry("SKEIN_RATE_LIMITS_WEB", PAGES + "/5m")))
                .config()
                .http()
                .port();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void every_response_reports_the_remaining_requests() {
        Person alice = deployment.signUp("alice");
        Instant before = Instant.now();

        HttpResponse<String> response = from("192.0.2.1", alice, "GET", ME);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(limit(response)).isEqualTo(PER_TOKEN);
        assertThat(remaining(response)).isEqualTo(PER_TOKEN - 1);
        assertThat(header(response, "X-RateLimit-Reset"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Instant.parse(header(response, "X-RateLimit-Reset")))
                .isBetween(
                        before.plus(Duration.ofMinutes(5)).minusSeconds(1),
                        Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(remaining(from("192.0.2.1", alice, "GET", ME))).isEqualTo(PER_TOKEN - 2);
    }

    @Test
    void every_error_response_reports_the_remaining_requests() {
        Person invalidToken = deployment.signUp("albert").withToken("made-up");
        HttpResponse<String> unknownToken = from("192.0.2.2", invalidToken, "GET", ME);
        assertThat(unknownToken.statusCode()).isEqualTo(401);
        assertThat(remaining(unknownToken)).isEqualTo(PER_ADDRESS - 1);

        Person anonymous = invalidToken.withToken("");
        HttpResponse<String> unknownPath = from("192.0.2.2", anonymous, "GET", "/api/v1/nothing/here");
        assertThat(unknownPath.statusCode()).isEqualTo(404);
        assertThat(remaining(unknownPath)).isEqualTo(PER_ADDRESS - 2);

        HttpResponse<String> tooLarge = anonymous.send(
                "POST",
                "/api/v1/apps",
                Map.of("client_name", "x".repeat(2 << 20)),
                Map.of("X-Forwarded-For", "192.0.2.2"));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(remaining(tooLarge)).isEqualTo(PER_ADDRESS - 3);
    }

    @Test
    void a_token_has_one_limit_across_addresses() {
        Person bob = deployment.signUp("bob");
        for (int i = 0; i < PER_TOKEN; i++) {
            assertThat(from("192.0.3." + i, bob, "GET", ME).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = from("192.0.2.3", bob, "GET", ME);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Too many requests\"}");
        assertThat(header(refused, "Content-Type")).startsWith("application/json");
        assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(limit(refused)).isEqualTo(PER_TOKEN);
        assertThat(remaining(refused)).isZero();
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(290, 301);
        assertThat(from("192.0.2.3", bob, "GET", "/api/v1/nothing/here").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.3", bob.withToken(""), "GET", INSTANCE).statusCode())
                .as("the limit is the token's, not the address's")
                .isEqualTo(200);
    }

    @Test
    void the_tokens_of_one_account_share_its_limit() {
        Person carol = deployment.signUp("carol");
        Person secondToken = Person.signIn("carol", "correct horse carol", port);
        Person dave = deployment.signUp("dave");
        for (int i = 0; i < PER_USER; i++) {
            assertThat(from("192.0.2.4", i % 2 == 0 ? carol : secondToken, "GET", ME)
                            .statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> refused = from("192.0.2.4", secondToken, "GET", ME);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(limit(refused)).isEqualTo(PER_USER);
        assertThat(from("192.0.2.4", carol, "GET", ME).statusCode()).isEqualTo(429);
        assertThat(from("192.0.2.4", dave, "GET", ME).statusCode()).isEqualTo(200);
    }

    @Test
    void anonymous_requests_share_the_limit_of_their_address() {
        Person anonymous = deployment.signUp("erin").withToken("");
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(from("2001:db8:0:1::" + i, anonymous, "GET", INSTANCE).statusCode())
                    .isEqualTo(200);
        }
        assertThat(from("2001:db8:0:1:ffff::1", anonymous, "GET", INSTANCE).statusCode())
                .isEqualTo(429);
        assertThat(from("2001:db8:0:2::1", anonymous, "GET", INSTANCE).statusCode())
                .isEqualTo(200);
        assertThat(from("203.0.113.9, 2001:db8:0:1::5", anonymous, "GET", INSTANCE)
                        .statusCode())
                .as("only the address appended by the proxy counts")
                .isEqualTo(429);
    }

    @Test
    void pages_after_the_first_have_a_separate_limit() {
        Person frank = deployment.signUp("frank");
        for (int i = 0; i < PAGING; i++) {
            assertThat(from("192.0.2.5", frank, "GET", "/api/v1/timelines/home?limit=1&max_id=99")
                            .statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<String> refused = from("192.0.2.5", frank, "GET", "/api/v1/timelines/home?min_id=1");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(limit(refused)).isEqualTo(PAGING);
        HttpResponse<String> first = from("192.0.2.5", frank, "GET", "/api/v1/timelines/home?limit=1&max_id=");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(limit(first)).isEqualTo(PER_TOKEN);
    }

    @Test
    void deleting_and_unboosting_share_a_limit() {
        Person grace = deployment.signUp("grace");
        JsonObject status = grace.posts(Map.of("status", "hello"));
        String path = "/api/v1/statuses/" + status.getString("id");
        for (int i = 0; i < REMOVALS; i++) {
            HttpResponse<String> response = i % 2 == 0
                    ? from("192.0.2.6", grace, "POST", path + "/unreblog")
                    : from("192.0.2.6", grace, "DELETE", "/api/v1/statuses/1");
            assertThat(response.statusCode()).isEqualTo(i % 2 == 0 ? 200 : 404);
            assertThat(limit(response)).isEqualTo(REMOVALS);
            assertThat(remaining(response)).isEqualTo(REMOVALS - 1 - i);
        }

        assertThat(from("192.0.2.6", grace, "DELETE", path).statusCode()).isEqualTo(429);
        assertThat(from("192.0.2.6", grace, "POST", path + "/unreblog/").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.6", grace, "GET", path).statusCode()).isEqualTo(200);
        assertThat(from("192.0.2.6", grace, "POST", path + "/reblog").statusCode())
                .isEqualTo(200);
    }

    @Test
    void posting_and_boosting_share_a_limit() {
        Person kim = deployment.signUp("kim");
        String post = "/api/v1/statuses/" + kim.posts("hello").getString("id");
        for (int i = 0; i < POSTS; i++) {
            HttpResponse<String> response = i % 2 == 0
                    ? from("192.0.2.10", kim, "POST", post + "/reblog")
                    : from("192.0.2.10", kim, "POST", "/api/v1/statuses");
            assertThat(response.statusCode()).isEqualTo(i % 2 == 0 ? 200 : 422);
            assertThat(limit(response)).isEqualTo(POSTS);
        }

        assertThat(from("192.0.2.10", kim, "POST", "/api/v1/statuses").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.10", kim, "POST", post + "/reblog").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.10", kim, "POST", post + "/favourite").statusCode())
                .isEqualTo(200);
        assertThat(from("192.0.2.10", kim, "GET", post).statusCode()).isEqualTo(200);
    }

    @Test
    void searches_have_a_separate_limit() {
        Person leo = deployment.signUp("leo");
        for (int i = 0; i < SEARCHES; i++) {
            HttpResponse<String> response = i % 2 == 0
                    ? from("192.0.2.11", leo, "GET", "/api/v2/search?q=x")
                    : from("192.0.2.11", leo, "GET", "/api/v1/accounts/search?q=x");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(limit(response)).isEqualTo(SEARCHES);
        }

        assertThat(from("192.0.2.11", leo, "GET", "/api/v2/search?q=x").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.11", leo, "GET", ME).statusCode()).isEqualTo(200);
    }

    @Test
    void sign_ups_are_limited_by_address() {
        Person anonymous = deployment.signUp("heidi").withToken("");
        for (int i = 0; i < SIGN_UPS; i++) {
            assertThat(limit(from("192.0.2.7", anonymous, "POST", "/api/v1/accounts")))
                    .isEqualTo(SIGN_UPS);
        }

        assertThat(from("192.0.2.7", anonymous, "POST", "/api/v1/accounts").statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.7", anonymous, "GET", INSTANCE).statusCode()).isEqualTo(200);
        assertThat(from("192.0.2.8", anonymous, "POST", "/api/v1/accounts").statusCode())
                .isNotEqualTo(429);
    }

    @Test
    void loopback_requests_get_headers_and_are_never_rejected() {
        Person ivan = deployment.signUp("ivan");
        HttpResponse<String> response = ivan.send("GET", ME, Map.of());
        for (int i = 0; i < PER_USER + 1; i++) {
            response = ivan.send("GET", ME, Map.of());
        }
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(limit(response)).isEqualTo(PER_TOKEN);
        assertThat(remaining(response)).isEqualTo(PER_TOKEN);
    }

    @Test
    void sign_in_and_account_pages_are_limited_by_address() {
        Person anonymous = deployment.signUp("mallory").withToken("");
        List<String> paths = List.of("/auth/sign_in", "/oauth/page.css", "/.well-known/webfinger?resource=acct:x@y.z");
        for (int i = 0; i < PAGES; i++) {
            HttpResponse<String> response = from("192.0.2.12", anonymous, "GET", paths.get(i % paths.size()));
            assertThat(limit(response)).isEqualTo(PAGES);
            assertThat(remaining(response)).isEqualTo(PAGES - 1 - i);
        }

        for (String path : List.of("/oauth/token", "/oauth/revoke", "/auth/sign_in", "/auth/sign_up")) {
            assertThat(from("192.0.2.12", anonymous, "POST", path).statusCode())
                    .as(path)
                    .isEqualTo(429);
        }
        assertThat(from("192.0.2.12", anonymous, "GET", "/settings/exports/posts.json")
                        .statusCode())
                .isEqualTo(429);
        assertThat(from("192.0.2.12", anonymous, "GET", INSTANCE).statusCode()).isEqualTo(200);
        assertThat(from("192.0.2.13", anonymous, "GET", "/auth/sign_in").statusCode())
                .isEqualTo(200);
    }

    @Test
    void static_responses_and_streams_are_not_counted() {
        Person anonymous = deployment.signUp("judy").withToken("");
        for (int i = 0; i < PER_ADDRESS + 5; i++) {
            assertThat(from("192.0.2.9", anonymous, "GET", "/.well-known/nodeinfo")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(from("192.0.2.9", anonymous, "GET", "/api/v1/streaming/health")
                            .statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> preflight = from("192.0.2.9", anonymous, "OPTIONS", INSTANCE);
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(remaining(from("192.0.2.9", anonymous, "GET", INSTANCE))).isEqualTo(PER_ADDRESS - 1);
    }

    @Test
    void an_empty_entry_of_the_forwarded_header_is_not_the_proxy() {
        Person anonymous = deployment.signUp("arno").withToken("");
        assertThat(remaining(from("192.0.2.77", anonymous, "GET", INSTANCE))).isEqualTo(PER_ADDRESS - 1);
        assertThat(remaining(from("203.0.113.1, 192.0.2.77, ", anonymous, "GET", INSTANCE)))
                .isEqualTo(PER_ADDRESS - 2);
        assertThat(remaining(from("192.0.2.77,", anonymous, "GET", INSTANCE))).isEqualTo(PER_ADDRESS - 3);
        for (int i = 1; i <= 2; i++) {
            assertThat(remaining(from(", ", anonymous, "GET", INSTANCE)))
                    .as("an unknown address has a limit")
                    .isEqualTo(PER_ADDRESS - i);
        }
    }

    private static HttpResponse<String> from(String address, Person caller, String method, String path) {
        return caller.send(method, path, Map.of(), Map.of("X-Forwarded-For", address));
    }

    private static int limit(HttpResponse<String> response) {
        return Integer.parseInt(header(response, "X-RateLimit-Limit"));
    }

    private static int remaining(HttpResponse<String> response) {
        return Integer.parseInt(header(response, "X-RateLimit-Remaining"));
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
