package social.skein.oauth;

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
import social.skein.account.Member;
import social.skein.app.AdmissionFeature;
import social.skein.app.Waiting;
import social.skein.support.App;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Surfer;
import social.skein.support.Surfer.Seen;

/** Three instances on the same stores, each with another answer to who may sign up. */
class SomebodyJoinsTest {
    private static final String PENDING = "{\"error\":\"Your login is currently pending approval\"}";

    private static Deployment deployment;
    private static int open;
    private static int approval;
    private static int closed;
    private static App app;

    @BeforeAll
    static void open() {
        deployment = Deployment.unstarted();
        open = start("open", "false");
        approval = start("approval", "false");
        closed = start("closed", "false");
        app = new App(open, "Birdwatcher", "read write follow");
    }

    private static int start(String registration, String confirm) {
        return deployment
                .start(Map.of(
                        "SKEIN_ROLES", "api", "SKEIN_REGISTRATION", registration, "SKEIN_AUTH_CONFIRM_EMAIL", confirm))
                .config()
                .http()
                .port();
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void an_app_makes_an_account_that_can_be_used_at_once() {
        HttpResponse<String> answer = app.signsUp("Dora", Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject token = new JsonObject(answer.body());
        assertThat(token.fieldNames()).containsExactly("access_token", "token_type", "scope", "created_at");
        assertThat(token.getString("scope")).isEqualTo("read write follow");
        HttpResponse<String> own =
                app.asks("GET", "/api/v1/accounts/verify_credentials", token.getString("access_token"));
        assertThat(new JsonObject(own.body()).getString("username")).isEqualTo("Dora");
        assertThat(Person.signIn("dora", "correct horse Dora", open).id())
                .isEqualTo(new JsonObject(own.body()).getString("id"));
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
    void what_is_wrong_is_told_field_by_field(
            String parameter, String value, String field, String code, String description, String sentence) {
        app.signsUp("taken", Map.of());

        HttpResponse<String> answer = app.signsUp("newcomer", Map.of(parameter, value == null ? "" : value));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()))
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
    void everything_that_is_wrong_is_told_at_once() {
        HttpResponse<String> answer = app.asks(
                "POST",
                "/api/v1/accounts",
                Map.of("username", "root", "email", "taken@example.org", "password", "x".repeat(201)));

        JsonObject details = new JsonObject(answer.body()).getJsonObject("details");
        assertThat(details.fieldNames()).contains("username", "password", "agreement");
        assertThat(details.getJsonArray("password").getJsonObject(0).getString("error"))
                .isEqualTo("ERR_TOO_LONG");
    }

    @Test
    void only_an_apps_token_that_may_write_makes_accounts() {
        App reader = new App(open, "Reader", "read");
        HttpResponse<String> outside = reader.signsUp("nobody1", Map.of());
        assertThat(outside.statusCode()).isEqualTo(403);
        assertThat(outside.body()).isEqualTo("{\"error\":\"This action is outside the authorized scopes\"}");

        assertThat(app.asks("POST", "/api/v1/accounts", "").statusCode()).isEqualTo(401);
        assertThat(app.asks("POST", "/api/v1/accounts", "nonsense").statusCode())
                .isEqualTo(401);
        HttpResponse<String> person = app.asks("POST", "/api/v1/accounts", token(app.signsUp("erin", Map.of())));
        assertThat(person.statusCode()).isEqualTo(403);
        assertThat(person.body()).contains("client credentials");
        assertThat(new App(open, "Narrow", "write:accounts")
                        .signsUp("narrow", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void where_nobody_may_sign_up_the_refusal_says_so() {
        HttpResponse<String> answer = new App(closed, "Birdwatcher", "write").signsUp("frank", Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(new JsonObject(answer.body()).getString("error")).startsWith("Nobody can sign up on this server");
        Seen page = new Surfer(closed).opens("/auth/sign_up");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Nobody can sign up on this server");
        assertThat(new Surfer(closed).opens("/auth/sign_in").body()).doesNotContain("sign_up");
    }

    @Test
    void where_somebody_lets_people_in_a_newcomer_waits_and_is_not_there_yet() {
        App gate = new App(approval, "Birdwatcher", "read write");
        assertThat(new JsonObject(gate.signsUp("gina", Map.of()).body())
                        .getJsonObject("details")
                        .encode())
                .isEqualTo("{\"reason\":[{\"error\":\"ERR_BLANK\",\"description\":\"can't be blank\"}]}");

        String token = token(gate.signsUp("gina", Map.of("reason", " I like birds ")));

        HttpResponse<String> refused = gate.asks("GET", "/api/v1/accounts/verify_credentials", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo(PENDING);
        assertThat(gate.asks("GET", "/api/v1/apps/verify_credentials", token).statusCode())
                .isEqualTo(200);
        assertThat(app.asks("GET", "/api/v1/accounts/lookup?acct=gina", "").statusCode())
                .isEqualTo(404);
        assertThat(app.signsUp("GINA", Map.of("email", "other@example.org")).body())
                .contains("ERR_TAKEN");
        Seen page = new Surfer(approval).signsIn("gina", "correct horse gina");
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("Your login is currently pending approval.");
        assertThat(new Surfer(approval).signsIn("gina", "wrong").body()).contains("do not belong together");
        Member gina = member("gina");
        assertThat(gina.reason()).isEqualTo("I like birds");

        assertThat(await(members().admissions().approve(gina.id()))).isTrue();
        assertThat(await(members().admissions().approve(gina.id()))).isFalse();

        Deployment.eventually(
                "her token opens the API",
                () -> gate.asks("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 200);
        assertThat(app.asks("GET", "/api/v1/accounts/lookup?acct=gina", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void who_is_turned_away_leaves_nothing_and_the_name_is_free() {
        App gate = new App(approval, "Birdwatcher", "read write");
        String token = token(gate.signsUp("harry", Map.of("reason", "I sell things")));

        assertThat(await(members().admissions().reject(member("harry").id()))).isTrue();

        Deployment.eventually(
                "the token is nobody's",
                () -> gate.asks("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 401);
        assertThat(app.signsUp("harry", Map.of()).statusCode()).isEqualTo(200);
        assertThat(await(members().admissions().reject(member("harry").id())))
                .as("who is in is not turned away")
                .isFalse();
    }

    @Test
    void an_address_is_confirmed_from_the_start_as_long_as_there_is_no_mail() {
        String token = token(app.signsUp("ida", Map.of()));

        assertThat(app.asks("GET", "/api/v1/emails/check_confirmation", token).body())
                .isEqualTo("true");
        HttpResponse<String> again = app.asks("POST", "/api/v1/emails/confirmations", token);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body())
                .isEqualTo("{\"error\":\"This method is only available while the e-mail is awaiting confirmation\"}");
        assertThat(app.asks("POST", "/api/v1/emails/confirmations", Map.of()).statusCode())
                .as("an app has no address")
                .isEqualTo(422);
        assertThat(app.asks("GET", "/api/v1/emails/check_confirmation", "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void where_addresses_must_be_confirmed_an_operator_does_it() {
        App strict = new App(start("open", "true"), "Birdwatcher", "read write");
        String token = token(strict.signsUp("jane", Map.of()));

        assertThat(strict.asks("GET", "/api/v1/accounts/verify_credentials", token)
                        .body())
                .isEqualTo("{\"error\":\"Your login is missing a confirmed e-mail address\"}");
        assertThat(strict.asks("GET", "/api/v1/emails/check_confirmation", token)
                        .body())
                .isEqualTo("false");
        HttpResponse<String> mail = strict.asks("POST", "/api/v1/emails/confirmations", token);
        assertThat(mail.statusCode()).isEqualTo(422);
        assertThat(mail.body()).contains("This server sends no mail yet");

        assertThat(await(members().admissions().confirm(member("jane").id()))).isTrue();
        assertThat(strict.asks("GET", "/api/v1/emails/check_confirmation", token)
                        .body())
                .isEqualTo("true");
        Deployment.eventually(
                "the token opens the API",
                () -> strict.asks("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 200);
    }

    @Test
    void the_instance_says_who_may_sign_up() {
        assertThat(registrations(open).encode())
                .isEqualTo("{\"enabled\":true,\"approval_required\":false,\"reason_required\":false,\"message\":null,"
                        + "\"min_age\":null,\"url\":null}");
        assertThat(registrations(approval).getBoolean("approval_required")).isTrue();
        assertThat(registrations(approval).getBoolean("reason_required")).isTrue();
        assertThat(registrations(closed).getBoolean("enabled")).isFalse();
        assertThat(registrations(closed).getString("message")).contains("nobody can sign up");
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
    void on_the_page_each_mistake_stands_next_to_its_field_and_nothing_typed_is_lost_but_the_password() {
        Surfer kim = new Surfer(approval);
        Seen page = kim.opens("/auth/sign_up");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("Why do you want to join?");

        Seen again = kim.sends(
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
        Seen thanks = kim.sends(
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
        assertThat(thanks.status()).isEqualTo(200);
        assertThat(thanks.body()).contains("waits for somebody to let you in");
        assertThat(kim.opens("/settings").location()).startsWith("/auth/sign_in");
    }

    @Test
    void whoever_an_app_sent_makes_an_account_on_the_way_and_lets_it_in() {
        Surfer lea = new Surfer(open);
        Seen signIn = lea.opens(app.door());
        String link = signIn.body()
                .replaceFirst("(?s).*href=\"(/auth/sign_up[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        Seen page = lea.opens(link);
        assertThat(page.body()).contains("to go on to <strong>Birdwatcher</strong>");

        Seen on = lea.sends(
                page,
                "/auth/sign_up",
                new HashMap<>(Map.of(
                        "username", "lea", "email", "lea@example.org", "password", "long enough", "agreement", "1")));

        assertThat(on.status()).isEqualTo(302);
        Seen consent = lea.opens(on.location());
        assertThat(consent.body()).contains("signed in as <strong>@lea</strong>");
        Seen code = lea.sends(consent, "/oauth/authorize", "csrf", Map.of("decision", "allow"));
        String token = app.redeems(code.location().replaceFirst(".*code=", ""));
        assertThat(new JsonObject(app.asks("GET", "/api/v1/accounts/verify_credentials", token)
                                .body())
                        .getString("username"))
                .isEqualTo("lea");
    }

    @Test
    void a_sign_up_from_another_sites_page_is_refused() {
        assertThat(new Surfer(open)
                        .posts("/auth/sign_up", Map.of("username", "max", "csrf", "x".repeat(43)))
                        .status())
                .isEqualTo(403);
    }

    private static JsonObject registrations(int port) {
        return json(port, "/api/v2/instance").getJsonObject("registrations");
    }

    private static JsonObject json(int port, String path) {
        return new JsonObject(new Surfer(port).opens(path).body());
    }

    private static String token(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("access_token");
    }

    private static AdmissionFeature members() {
        return deployment.instance(0).wiring().members();
    }

    private static Member member(String name) {
        return await(members().standings().byUsername(name)).orElseThrow();
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return Waiting.on(future, java.time.Duration.ofSeconds(20), "Waiting");
    }
}
