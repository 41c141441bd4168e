package social.skein.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.AuthTestServer;
import social.skein.support.AuthTestServer.TestResponse;
import social.skein.support.OAuthClient;

class AuthorizationCodeFlowTest {
    private static final String INVALID_GRANT = "{\"error\":\"invalid_grant\",\"error_description\":\"The provided"
            + " authorization grant is invalid, expired, revoked, does not match the redirection URI used in the"
            + " authorization request, or was issued to another client.\"}";
    private static final String INVALID_CLIENT = "{\"error\":\"invalid_client\",\"error_description\":\"Client"
            + " authentication failed due to unknown client, no client authentication included, or unsupported"
            + " authentication method.\"}";
    private static final String OOB = "urn:ietf:wg:oauth:2.0:oob";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static AuthTestServer server;

    @BeforeAll
    static void start() {
        server = new AuthTestServer(false);
        server.signUp("Alice");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "icecubesapp://,icecubesapp://?code=",
        "mastodon-android-auth://callback,mastodon-android-auth://callback?code=",
        "http://localhost:5173/,http://localhost:5173/?code=",
        "https://bird.example/in?from=skein,https://bird.example/in?from=skein&code=",
    })
    void the_code_is_sent_to_the_registered_redirect_uri(String address, String redirectPrefix) {
        OAuthClient app = new OAuthClient(server, address, "read write");
        Map<String, String> params = app.authorizationParams();
        params.put("state", "a b&c=d");

        String location = app.authorize(params, "alice");

        assertThat(location).startsWith(redirectPrefix).endsWith("&state=a%20b%26c%3Dd");
        String code = location.substring(redirectPrefix.length(), location.indexOf("&state="));
        JsonObject token = app.redeem(code).json();
        assertThat(token.fieldNames()).containsExactly("access_token", "token_type", "scope", "created_at");
        assertThat(token.getString("token_type")).isEqualTo("Bearer");
        assertThat(token.getString("scope")).isEqualTo("read write");
        assertThat(token.getValue("created_at")).isInstanceOf(Integer.class);
        TestResponse account = server.get(
                "/api/v1/accounts/verify_credentials", "Authorization", "Bearer " + token.getString("access_token"));
        assertThat(account.json().getString("username")).isEqualTo("Alice");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/callback, http://127.0.0.1:53219/callback, true",
        "http://127.0.0.1:8080/callback, http://127.0.0.1:53219/callback, true",
        "http://127.0.0.1:8080/callback, http://127.0.0.1/callback, true",
        "http://[::1]/cb?x=1, http://[::1]:7000/cb?x=1, true",
        "http://127.0.0.1, http://127.0.0.1:53219, true",
        "http://127.0.0.1/callback, http://127.0.0.1:53219/other, false",
        "http://127.0.0.1/callback, http://127.0.0.1:53219/callback?x=1, false",
        "http://127.0.0.1/callback, https://127.0.0.1:53219/callback, false",
        "http://127.0.0.1/callback, http://127.0.0.2:53219/callback, false",
        "http://127.0.0.1/callback, http://[::1]:53219/callback, false",
        "http://127.0.0.1/callback, http://localhost:53219/callback, false",
        "http://127.0.0.1/callback, http://127.0.0.1.evil.example:53219/callback, false",
        "http://127.0.0.1/callback, http://127.0.0.1:53219@evil.example/callback, false",
        "http://127.0.0.1/callback, http://user@127.0.0.1:53219/callback, false",
        "http://127.0.0.1/callback, http://127.0.0.1:0/callback, false",
        "http://127.0.0.1/callback, http://127.0.0.1:65536/callback, false",
        "http://localhost/callback, http://localhost:53219/callback, false",
        "https://bird.example/in, https://bird.example:444/in, false",
    })
    void only_the_port_of_a_loopback_redirect_uri_may_differ(String registered, String requested, boolean accepted) {
        OAuthClient app = new OAuthClient(server, registered, "read write");
        Map<String, String> params = app.authorizationParams();
        params.put("redirect_uri", requested);

        assertThat(app.open(params).status()).isEqualTo(accepted ? 200 : 400);
    }

    @Test
    void an_out_of_band_app_gets_its_code_from_a_page() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");

        String location = app.authorize(app.authorizationParams(), "alice@birds.example");

        assertThat(location).startsWith("/oauth/authorize/native?code=");
        String code = location.substring(location.indexOf('=') + 1);
        assertThat(server.get(location).body()).contains("<code>" + code + "</code>");
        assertThat(app.redeem(code).status()).isEqualTo(200);
        assertThat(server.get("/oauth/authorize/native?code=<script>").body()).doesNotContain("<script");
    }

    @Test
    void a_code_works_once_and_its_second_use_revokes_the_token() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        String code = app.obtainCode(app.authorizationParams(), "alice");
        String token = app.redeem(code).json().getString("access_token");
        assertThat(verifyCredentials(token).status()).isEqualTo(200);

        TestResponse again = app.redeem(code);

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body()).isEqualTo(INVALID_GRANT);
        assertThat(again.header("Content-Type")).startsWith("application/json");
        assertThat(verifyCredentials(token).status()).isEqualTo(401);
        assertThat(verifyCredentials(token).body()).isEqualTo("{\"error\":\"The access token is invalid\"}");
    }

    @Test
    void one_of_fifty_concurrent_redemptions_gets_a_token() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        String code = app.obtainCode(app.authorizationParams(), "alice");
        List<Future<TestResponse>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(server.form("/oauth/token", app.tokenRequest(code)));
        }

        List<Integer> statuses = all.stream()
                .map(AuthTestServer::await)
                .map(TestResponse::status)
                .toList();

        assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
        assertThat(server.sql("""
                        select count(*) as n from oauth_token t join oauth_app a on a.id = t.app_id
                         where a.client_id = $1
                        """, app.id).iterator().next().getLong("n")).isEqualTo(1);
    }

    @Test
    void a_code_expires_after_ten_minutes() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        String code = app.obtainCode(app.authorizationParams(), "alice");
        server.sql("update oauth_code set created_at = now() - interval '601 seconds' where token_id is null");

        assertThat(app.redeem(code).body()).isEqualTo(INVALID_GRANT);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // challenge, method, verifier, expected status
                CHALLENGE + ",S256," + VERIFIER + ",200",
                CHALLENGE + ",S256,none,400",
                CHALLENGE + ",S256,dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXx,400",
                CHALLENGE + ",S256," + CHALLENGE + ",400",
                "none,none,none,200",
                "none,none," + VERIFIER + ",400",
            })
    void a_verifier_is_required_exactly_if_there_was_a_challenge(
            String challenge, String method, String verifier, int status) {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        Map<String, String> params = app.authorizationParams();
        if (challenge != null) {
            params.put("code_challenge", challenge);
            params.put("code_challenge_method", method);
        }
        Map<String, String> redemption = app.tokenRequest(app.obtainCode(params, "alice"));
        if (verifier != null) {
            redemption.put("code_verifier", verifier);
        }

        TestResponse response = AuthTestServer.await(server.form("/oauth/token", redemption));

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body().equals(INVALID_GRANT)).isEqualTo(status == 400);
    }

    @Test
    void a_plain_challenge_is_refused() {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        Map<String, String> params = app.authorizationParams();
        params.put("code_challenge", VERIFIER);

        assertThat(app.open(params).header("Location")).startsWith("app://in?error=invalid_request");
        params.put("code_challenge_method", "plain");
        assertThat(app.open(params).header("Location")).startsWith("app://in?error=invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bird.example/In",
                "https://bird.example/in/",
                "https://bird.example/in?x",
                "https://bird.example/in#x",
                "https://bird.example:443/in",
                "http://bird.example/in",
                "HTTPS://bird.example/in",
                "https://bird.example.evil.example/in",
                ""
            })
    void an_unregistered_redirect_uri_gets_an_error_page_and_no_redirect(String address) {
        OAuthClient app = new OAuthClient(server, "https://bird.example/in", "read write");
        Map<String, String> params = app.authorizationParams();
        params.put("redirect_uri", address);

        TestResponse page = app.open(params);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("The redirect URI is not one that the app registered.");
    }

    @Test
    void an_unknown_app_gets_an_error_page() {
        TestResponse page =
                server.get("/oauth/authorize/?response_type=code&client_id=nobody&redirect_uri=https://x.example");

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.header("Location")).isNull();
        assertThat(page.body()).contains("No app with this client id is registered here.");
    }

    @ParameterizedTest
    @CsvSource({
        "scope,follow,invalid_scope",
        "scope,nonsense,invalid_scope",
        "response_type,token,unsupported_response_type"
    })
    void an_invalid_authorization_request_redirects_with_the_error(String name, String value, String error) {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        Map<String, String> params = app.authorizationParams();
        params.put(name, value);
        params.put("state", "s");

        assertThat(app.open(params).header("Location"))
                .startsWith("app://in?error=" + error + "&error_description=")
                .endsWith("&state=s");
    }

    @Test
    void denying_consent_redirects_with_access_denied() {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        TestResponse consent = app.signIn(
                app.authorizationParams(), app.open(app.authorizationParams()), "alice", AuthTestServer.PASSWORD);

        assertThat(app.submitDecision(app.authorizationParams(), consent, "deny")
                        .header("Location"))
                .isEqualTo("app://in?error=access_denied&error_description=The%20resource%20owner%20or%20authorization"
                        + "%20server%20denied%20the%20request.");
    }

    @Test
    void a_session_skips_sign_in_unless_the_app_forces_it() {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        app.signIn(app.authorizationParams(), app.open(app.authorizationParams()), "alice", AuthTestServer.PASSWORD);

        assertThat(app.open(app.authorizationParams()).body()).contains("signed in as <strong>@Alice</strong>");
        Map<String, String> forced = app.authorizationParams();
        forced.put("force_login", "true");
        assertThat(app.open(forced).body()).contains("<h1>Sign in</h1>");
        assertThat(app.cookies().keySet()).containsExactly("__Host-skein_browser", "__Host-skein_session");
    }

    @Test
    void a_form_without_the_csrf_token_is_rejected() {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        TestResponse consent = app.signIn(
                app.authorizationParams(), app.open(app.authorizationParams()), "alice", AuthTestServer.PASSWORD);
        TestResponse forged = new TestResponse(200, "no csrf token here", consent.response());

        assertThat(app.submitDecision(app.authorizationParams(), forged, "allow")
                        .status())
                .isEqualTo(403);
        assertThat(new OAuthClient(server, "app://in", "read write")
                        .submitDecision(app.authorizationParams(), consent, "allow")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void pages_run_no_scripts_and_cannot_be_framed() {
        OAuthClient app = new OAuthClient(server, "app://in", "read write");
        TestResponse signIn = app.open(app.authorizationParams());
        TestResponse consent = app.signIn(app.authorizationParams(), signIn, "alice", AuthTestServer.PASSWORD);

        assertThat(consent.header("Content-Security-Policy"))
                .as("without form-action, which would bind every further redirect of the app's callback")
                .isEqualTo("default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'");
        assertThat(signIn.header("Content-Security-Policy"))
                .as("the page for signing in")
                .endsWith("; form-action 'self'");
        assertThat(consent.body().substring(consent.body().indexOf("method=\"get\"")))
                .contains("name=\"client_id\"")
                .doesNotContain("csrf");
        assertThat(consent.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(consent.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(consent.header("Set-Cookie")).endsWith("; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(server.get("/oauth/page.css").header("Content-Type")).isEqualTo("text/css; charset=utf-8");
    }

    @Test
    void the_name_of_an_app_is_escaped() {
        JsonObject app = server.json(
                        HttpMethod.POST,
                        "/api/v1/apps",
                        new JsonObject()
                                .put("client_name", "<script>alert('x')</script>")
                                .put("redirect_uris", OOB))
                .json();

        assertThat(server.get("/oauth/authorize?response_type=code&client_id=" + app.getString("client_id")
                                + "&redirect_uri=" + OOB + "&state=\"><script>")
                        .body())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void a_client_may_authenticate_by_json_form_or_basic() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        JsonObject json = new JsonObject();
        app.tokenRequest(app.obtainCode(app.authorizationParams(), "alice")).forEach(json::put);
        assertThat(server.json(HttpMethod.POST, "/oauth/token", json).status()).isEqualTo(200);

        Map<String, String> form = app.tokenRequest(app.obtainCode(app.authorizationParams(), "alice"));
        form.remove("client_id");
        form.remove("client_secret");
        assertThat(AuthTestServer.await(server.form("/oauth/token", form)).status())
                .isEqualTo(401);
        assertThat(AuthTestServer.await(server.form("/oauth/token", form, "Authorization", basic(app.id, app.secret)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_client_is_rejected() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        OAuthClient other = new OAuthClient(server, OOB, "read write");
        String code = app.obtainCode(app.authorizationParams(), "alice");
        Map<String, String> wrongSecret = app.tokenRequest(code);
        wrongSecret.put("client_secret", other.secret);

        TestResponse refused = AuthTestServer.await(server.form("/oauth/token", wrongSecret));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(INVALID_CLIENT);
        assertThat(other.redeem(code).body()).isEqualTo(INVALID_GRANT);
        assertThat(app.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void token_errors_name_the_parameter() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        Map<String, String> noCode = app.tokenRequest("x");
        noCode.remove("code");
        assertThat(AuthTestServer.await(server.form("/oauth/token", noCode)).body())
                .isEqualTo(
                        "{\"error\":\"invalid_request\",\"error_description\":\"Missing required parameter: code.\"}");
        Map<String, String> implicit = app.tokenRequest("x");
        implicit.put("grant_type", "implicit");
        assertThat(AuthTestServer.await(server.form("/oauth/token", implicit)).body())
                .isEqualTo("{\"error\":\"unsupported_grant_type\",\"error_description\":\"The authorization grant type"
                        + " is not supported by the authorization server.\"}");
        implicit.put("grant_type", "password");
        assertThat(AuthTestServer.await(server.form("/oauth/token", implicit)).status())
                .isEqualTo(400);
        implicit.put("grant_type", "client_credentials");
        implicit.put("scope", "read push");
        assertThat(AuthTestServer.await(server.form("/oauth/token", implicit)).body())
                .isEqualTo(
                        "{\"error\":\"invalid_scope\",\"error_description\":\"The requested scope is invalid, unknown,"
                                + " or malformed.\"}");
    }

    @Test
    void a_token_is_stored_only_as_a_hash() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        String token = app.obtainToken("alice");

        assertThat(server.sql("select 1 from oauth_token where token_hash = convert_to($1, 'UTF8')", token)
                        .size())
                .isZero();
        assertThat(server.sql("select 1 from oauth_token where token_hash = sha256(convert_to($1, 'UTF8'))", token)
                        .size())
                .isEqualTo(1);
    }

    private static TestResponse verifyCredentials(String token) {
        return server.get("/api/v1/accounts/verify_credentials", "Authorization", "Bearer " + token);
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
