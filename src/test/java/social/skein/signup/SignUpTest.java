package social.skein.signup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.account.AdminAccount;
import social.skein.app.Blocking;
import social.skein.oauth.OauthFeature;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestBrowser.BrowserResponse;
import social.skein.support.TestDeployment;

/** Tests sign-up on instances that share their stores, one per registration mode. */
class SignUpTest {
    private static final String PENDING = "{\"error\":\"Your login is currently pending approval\"}";

    private static TestDeployment deployment;
    private static int open;
    private static int approval;
    private static int closed;
    private static RegisteredApp app;

    @BeforeAll
    static void open() {
        deployment = TestDeployment.unstarted();
        open = start("open", "false");
        approval = start("approval", "false");
        closed = start("closed", "false");
        app = new RegisteredApp(open, "Birdwatcher", "read write follow");
    }

    private static int start(String registration, String confirm) {
        return deployment
                .start(Map.of(
                        "SKEIN_ROLES",
                        "api",
                        "SKEIN_REGISTRATION",
                        registration,
                        "SKEIN_AUTH_CONFIRM_EMAIL",
                        confirm,
                        "SKEIN_INSTANCE_RULES",
                        registration.equals("approval") ? "Be <kind>, always\nNo spam" : ""))
                .config()
                .http()
                .port();
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void an_app_creates_an_account_that_is_usable_at_once() {
        HttpResponse<String> response = app.signUp("Dora", Map.of());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonObject token = new JsonObject(response.body());
        assertThat(token.fieldNames()).containsExactly("access_token", "token_type", "scope", "created_at");
        assertThat(token.getString("scope")).isEqualTo("read write follow");
        HttpResponse<String> account =
                app.send("GET", "/api/v1/accounts/verify_credentials", token.getString("access_token"));
        assertThat(new JsonObject(account.body()).getString("username")).isEqualTo("Dora");
        assertThat(Person.signIn("dora", "correct horse Dora", open).id())
                .isEqualTo(new JsonObject(account.body()).getString("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username||username|ERR_BLANK|can't be blank|Username can't be blank",
                "username|a b|username|ERR_INVALID|must contain only letters, numbers and underscores|Username must contain only letters, numbers and underscores",
                "username|a234567890123456789012345678901|username|ERR_TOO_LONG|is too long (maximum is 30 characters)|Username is too long (maximum is 30 characters)",
                "username|Admin|username|ERR_RESERVED|is reserved|Username is reserved",
                "username|_support_|username|ERR_RESERVED|is reserved|Username is reserved",
                "username|TAKEN|username|ERR_TAKEN|has already been taken|Username has already been taken",
                "email||email|ERR_BLANK|can't be blank|E-mail address can't be blank",
                "email|nobody|email|ERR_INVALID|is invalid|E-mail address is invalid",
                "email|Taken@Example.org|email|ERR_TAKEN|has already been taken|E-mail address has already been taken",
                "password||password|ERR_BLANK|can't be blank|Password can't be blank",
                "password|seven77|password|ERR_TOO_SHORT|is too short (minimum is 8 characters)|Password is too short (minimum is 8 characters)",
                "agreement|false|agreement|ERR_ACCEPTED|must be accepted|Agreement must be accepted",
                "agreement||agreement|ERR_ACCEPTED|must be accepted|Agreement must be accepted",
            })
    void each_invalid_field_is_reported(
            String parameter, String value, String field, String code, String description, String sentence) {
        app.signUp("taken", Map.of());

        HttpResponse<String> response = app.signUp("newcomer", Map.of(parameter, value == null ? "" : value));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(response.body()))
                .isEqualTo(new JsonObject()
                        .put("error", "Validation failed: " + sentence)
                        .put(
                                "details",
                                new JsonObject()
                                        .put(
                                                field,
                                                new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("error", code)
                                                                .put("description", description)))));
    }

    @Test
    void all_invalid_fields_are_reported_together() {
        HttpResponse<String> response = app.send(
                "POST",
                "/api/v1/accounts",
                Map.of("username", "root", "email", "taken@example.org", "password", "x".repeat(201)));

        JsonObject details = new JsonObject(response.body()).getJsonObject("details");
        assertThat(details.fieldNames()).contains("username", "password", "agreement");
        assertThat(details.getJsonArray("password").getJsonObject(0).getString("error"))
                .isEqualTo("ERR_TOO_LONG");
    }

    @Test
    void sign_up_requires_an_app_token_with_write_scope() {
        RegisteredApp reader = new RegisteredApp(open, "Reader", "read");
        HttpResponse<String> outside = reader.signUp("nobody1", Map.of());
        assertThat(outside.statusCode()).isEqualTo(403);
        assertThat(outside.body()).isEqualTo("{\"error\":\"This action is outside the authorized scopes\"}");

        assertThat(app.send("POST", "/api/v1/accounts", "").statusCode()).isEqualTo(401);
        assertThat(app.send("POST", "/api/v1/accounts", "nonsense").statusCode())
                .isEqualTo(401);
        HttpResponse<String> withUserToken = app.send("POST", "/api/v1/accounts", token(app.signUp("erin", Map.of())));
        assertThat(withUserToken.statusCode()).isEqualTo(403);
        assertThat(withUserToken.body()).contains("client credentials");
        assertThat(new RegisteredApp(open, "Narrow", "write:accounts")
                        .signUp("narrow", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void closed_registration_rejects_sign_up() {
        HttpResponse<String> response = new RegisteredApp(closed, "Birdwatcher", "write").signUp("frank", Map.of());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(response.body()).getString("error")).startsWith("Sign-up is closed on this server");
        BrowserResponse page = new TestBrowser(closed).open("/auth/sign_up");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Sign-up is closed on this server");
        assertThat(new TestBrowser(closed).open("/auth/sign_in").body()).doesNotContain("sign_up");
    }

    @Test
    void with_approval_a_new_account_is_unusable_and_invisible_until_approved() {
        RegisteredApp approvalApp = new RegisteredApp(approval, "Birdwatcher", "read write");
        assertThat(new JsonObject(approvalApp.signUp("gina", Map.of()).body())
                        .getJsonObject("details")
                        .encode())
                .isEqualTo("{\"reason\":[{\"error\":\"ERR_BLANK\",\"description\":\"can't be blank\"}]}");

        String token = token(approvalApp.signUp("gina", Map.of("reason", " I like birds ")));

        HttpResponse<String> refused = approvalApp.send("GET", "/api/v1/accounts/verify_credentials", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo(PENDING);
        assertThat(approvalApp
                        .send("GET", "/api/v1/apps/verify_credentials", token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(app.send("GET", "/api/v1/accounts/lookup?acct=gina", "").statusCode())
                .isEqualTo(404);
        assertThat(app.signUp("GINA", Map.of("email", "other@example.org")).body())
                .contains("ERR_TAKEN");
        BrowserResponse page = new TestBrowser(approval).signIn("gina", "correct horse gina");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Your login is currently pending approval.");
        assertThat(new TestBrowser(approval).signIn("gina", "wrong").body()).contains("Wrong username or password");
        AdminAccount gina = adminAccount("gina");
        assertThat(gina.reason()).isEqualTo("I like birds");

        assertThat(await(authFeature().moderation().approve(gina.id()))).isTrue();
        assertThat(await(authFeature().moderation().approve(gina.id()))).isFalse();

        TestDeployment.eventually(
                "the API accepts the token",
                () -> approvalApp
                                .send("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 200);
        assertThat(app.send("GET", "/api/v1/accounts/lookup?acct=gina", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void rejecting_a_sign_up_frees_the_name() {
        RegisteredApp approvalApp = new RegisteredApp(approval, "Birdwatcher", "read write");
        String token = token(approvalApp.signUp("harry", Map.of("reason", "I sell things")));

        assertThat(await(authFeature().moderation().reject(adminAccount("harry").id())))
                .isTrue();

        TestDeployment.eventually(
                "the token is rejected",
                () -> approvalApp
                                .send("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 401);
        assertThat(app.signUp("harry", Map.of()).statusCode()).isEqualTo(200);
        assertThat(await(authFeature().moderation().reject(adminAccount("harry").id())))
                .as("an approved account cannot be rejected")
                .isFalse();
    }

    @Test
    void without_confirmation_an_email_address_counts_as_confirmed() {
        String token = token(app.signUp("ida", Map.of()));

        assertThat(app.send("GET", "/api/v1/emails/check_confirmation", token).body())
                .isEqualTo("true");
        HttpResponse<String> again = app.send("POST", "/api/v1/emails/confirmations", token);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body())
                .isEqualTo("{\"error\":\"This method is only available while the e-mail is awaiting confirmation\"}");
        assertThat(app.send("POST", "/api/v1/emails/confirmations", Map.of()).statusCode())
                .as("an app has no e-mail address")
                .isEqualTo(422);
        assertThat(app.send("GET", "/api/v1/emails/check_confirmation", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_operator_confirms_email_addresses() {
        RegisteredApp strict = new RegisteredApp(start("open", "true"), "Birdwatcher", "read write");
        String token = token(strict.signUp("jane", Map.of()));

        assertThat(strict.send("GET", "/api/v1/accounts/verify_credentials", token)
                        .body())
                .isEqualTo("{\"error\":\"Your login is missing a confirmed e-mail address\"}");
        assertThat(strict.send("GET", "/api/v1/emails/check_confirmation", token)
                        .body())
                .isEqualTo("false");
        HttpResponse<String> confirmationResponse = strict.send("POST", "/api/v1/emails/confirmations", token);
        assertThat(confirmationResponse.statusCode()).isEqualTo(422);
        assertThat(confirmationResponse.body()).contains("This server sends no mail yet");

        assertThat(await(authFeature().moderation().confirm(adminAccount("jane").id())))
                .isTrue();
        assertThat(strict.send("GET", "/api/v1/emails/check_confirmation", token)
                        .body())
                .isEqualTo("true");
        TestDeployment.eventually(
                "the API accepts the token",
                () -> strict.send("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 200);
    }

    @Test
    void the_instance_reports_the_registration_mode() {
        assertThat(registrations(open).encode())
                .isEqualTo("{\"enabled\":true,\"approval_required\":false,\"reason_required\":false,\"message\":null,"
                        + "\"min_age\":null,\"url\":null}");
        assertThat(registrations(approval).getBoolean("approval_required")).isTrue();
        assertThat(registrations(approval).getBoolean("reason_required")).isTrue();
        assertThat(registrations(closed).getBoolean("enabled")).isFalse();
        assertThat(registrations(closed).getString("message")).contains("Sign-up is closed");
        assertThat(json(approval, "/api/v1/instance").getBoolean("registrations"))
                .isTrue();
        assertThat(json(approval, "/api/v1/instance").getBoolean("approval_required"))
                .isTrue();
        assertThat(json(closed, "/api/v1/instance").getBoolean("registrations")).isFalse();
        assertThat(json(open, "/nodeinfo/2.0").getBoolean("openRegistrations")).isTrue();
        assertThat(json(approval, "/nodeinfo/2.0").getBoolean("openRegistrations"))
                .isFalse();
    }

    @Test
    void the_page_shows_errors_next_to_the_fields_and_keeps_all_values_but_the_password() {
        TestBrowser kim = new TestBrowser(approval);
        BrowserResponse page = kim.open("/auth/sign_up");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("Why do you want to join?")
                .contains("<li>Be &lt;kind&gt;, always</li><li>No spam</li>")
                .contains("I agree to the rules of ");

        BrowserResponse again = kim.submit(
                page,
                "/auth/sign_up",
                Map.of("username", "<kim>", "email", "kim", "password", "short", "reason", "\"><script>"));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body())
                .contains("id=\"username-fault\">Username must contain only letters, numbers and underscores.</p>")
                .contains("id=\"email-fault\">E-mail address is invalid.</p>")
                .contains("id=\"password-fault\">Password is too short (minimum is 8 characters).</p>")
                .contains("id=\"agreement-fault\">Agreement must be accepted.</p>")
                .contains("value=\"&lt;kim&gt;\"", "&quot;&gt;&lt;script&gt;</textarea>")
                .doesNotContain("value=\"short\"", "<script");
        BrowserResponse confirmation = kim.submit(
                again,
                "/auth/sign_up",
                Map.of(
                        "username",
                        "kim",
                        "email",
                        "kim@example.org",
                        "password",
                        "long enough",
                        "agreement",
                        "1",
                        "reason",
                        "Birds"));
        assertThat(confirmation.status()).isEqualTo(200);
        assertThat(confirmation.body()).contains("waiting for approval by an operator");
        assertThat(kim.open("/settings").location()).startsWith("/auth/sign_in");
    }

    @Test
    void without_rules_the_page_asks_for_no_agreement() {
        TestBrowser noa = new TestBrowser(open);
        BrowserResponse page = noa.open("/auth/sign_up");
        assertThat(page.body()).doesNotContain("I agree", "Rules");

        BrowserResponse done = noa.submit(
                page,
                "/auth/sign_up",
                Map.of("username", "noa", "email", "noa@example.org", "password", "long enough"));

        assertThat(done.status()).isEqualTo(302);
    }

    @Test
    void a_sign_up_started_by_an_app_continues_with_its_authorization() {
        TestBrowser lea = new TestBrowser(open);
        BrowserResponse signIn = lea.open(app.authorizePath());
        String link = signIn.body()
                .replaceFirst("(?s).*href=\"(/auth/sign_up[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        BrowserResponse page = lea.open(link);
        assertThat(page.body()).contains("to continue to <strong>Birdwatcher</strong>");

        BrowserResponse redirect = lea.submit(
                page,
                "/auth/sign_up",
                new HashMap<>(Map.of(
                        "username", "lea", "email", "lea@example.org", "password", "long enough", "agreement", "1")));

        assertThat(redirect.status()).isEqualTo(302);
        BrowserResponse consent = lea.open(redirect.location());
        assertThat(consent.body()).contains("signed in as <strong>@lea</strong>");
        BrowserResponse code = lea.submit(consent, "/oauth/authorize", "csrf", Map.of("decision", "allow"));
        String token = app.redeem(code.location().replaceFirst(".*code=", ""));
        assertThat(new JsonObject(app.send("GET", "/api/v1/accounts/verify_credentials", token)
                                .body())
                        .getString("username"))
                .isEqualTo("lea");
    }

    @Test
    void a_cross_site_sign_up_is_rejected() {
        assertThat(new TestBrowser(open)
                        .post("/auth/sign_up", Map.of("username", "max", "csrf", "x".repeat(43)))
                        .status())
                .isEqualTo(403);
    }

    private static JsonObject registrations(int port) {
        return json(port, "/api/v2/instance").getJsonObject("registrations");
    }

    private static JsonObject json(int port, String path) {
        return new JsonObject(new TestBrowser(port).open(path).body());
    }

    private static String token(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body()).getString("access_token");
    }

    private static OauthFeature authFeature() {
        return deployment.instance(0).feature(OauthFeature.class);
    }

    private static AdminAccount adminAccount(String name) {
        return await(deployment
                        .instance(0)
                        .feature(social.skein.account.AccountFeature.class)
                        .states()
                        .byUsername(name))
                .orElseThrow();
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return Blocking.await(future, java.time.Duration.ofSeconds(20), "Waiting");
    }
}
