package social.skein.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.signin.Secret;
import social.skein.signup.SignUpCredentials;
import social.skein.support.AuthTestServer;
import social.skein.support.AuthTestServer.TestResponse;
import social.skein.support.OAuthClient;

class TokensAndPasswordsTest {
    private static final String UNAUTHORIZED_CLIENT =
            "{\"error\":\"unauthorized_client\",\"error_description\":\"You are not authorized to revoke this token\"}";
    private static final String OOB = "urn:ietf:wg:oauth:2.0:oob";

    private static AuthTestServer server;

    @BeforeAll
    static void start() {
        server = new AuthTestServer(true);
        server.signUp("alice");
        server.signUp("bob");
        server.signUp("carol");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|x://|read|Application name can't be blank",
                "A|''|read|Redirect URI can't be blank",
                "A|/in|read|Redirect URI must be an absolute URI.",
                "A|bird.example|read|Redirect URI must be an absolute URI.",
                "A|https://bird.example/#in|read|Redirect URI must be an absolute URI.",
                "A|javascript:alert(1)|read|Redirect URI is forbidden by the server.",
                "A|JavaScript:alert(1)|read|Redirect URI is forbidden by the server.",
                "A|data:text/html,x|read|Redirect URI is forbidden by the server.",
                "A|vbscript:x|read|Redirect URI is forbidden by the server.",
                "A|x://|read fly|Scopes doesn't match configured on the server.",
            })
    void an_invalid_registration_is_rejected(String name, String uri, String scopes, String wrong) {
        TestResponse response = server.json(
                HttpMethod.POST,
                "/api/v1/apps",
                new JsonObject()
                        .put("client_name", name)
                        .put("redirect_uris", uri)
                        .put("scopes", scopes));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.body())
                .isEqualTo(new JsonObject()
                        .put("error", "Validation failed: " + wrong)
                        .encode());
    }

    @Test
    void an_app_registers_redirect_uris_as_text_or_list() {
        String body = AuthTestServer.await(server.form(
                        "/api/v1/apps",
                        Map.of(
                                "client_name", "Birdwatcher",
                                "redirect_uris", "icecubesapp://\n" + OOB,
                                "scopes", "read write follow push admin:read:accounts",
                                "website", "https://bird.example")))
                .body();
        JsonObject app = new JsonObject(body);
        assertThat(app.fieldNames())
                .containsExactly(
                        "id",
                        "name",
                        "website",
                        "scopes",
                        "redirect_uri",
                        "redirect_uris",
                        "vapid_key",
                        "client_id",
                        "client_secret",
                        "client_secret_expires_at");
        assertThat(app.getValue("id")).isInstanceOf(String.class);
        assertThat(app.getString("redirect_uri")).isEqualTo("icecubesapp://\n" + OOB);
        assertThat(app.getInteger("client_secret_expires_at")).isZero();
        JsonObject listed = server.json(
                        HttpMethod.POST,
                        "/api/v1/apps",
                        new JsonObject()
                                .put("client_name", "Birdwatcher")
                                .put(
                                        "redirect_uris",
                                        new JsonArray().add("a://in").add("b://in")))
                .json();
        assertThat(listed.getJsonArray("redirect_uris")).containsExactly("a://in", "b://in");
        assertThat(listed.getJsonArray("scopes")).containsExactly("read");
        assertThat(listed.getValue("website")).isNull();
    }

    @Test
    void an_app_token_belongs_to_no_account() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        JsonObject token = AuthTestServer.await(server.form("/oauth/token", grant(app, "client_credentials")))
                .json();
        String bearer = "Bearer " + token.getString("access_token");

        TestResponse appResponse = server.get("/api/v1/apps/verify_credentials", "Authorization", bearer);
        assertThat(appResponse.json().getString("name")).isEqualTo("Birdwatcher");
        assertThat(appResponse.json().containsKey("client_secret")).isFalse();
        TestResponse accountResponse = server.get("/api/v1/accounts/verify_credentials", "Authorization", bearer);
        assertThat(accountResponse.status()).isEqualTo(422);
        assertThat(accountResponse.body()).isEqualTo("{\"error\":\"This method requires an authenticated user\"}");
    }

    @Test
    void a_token_is_limited_to_its_scopes() {
        OAuthClient app = new OAuthClient(server, OOB, "read write push");
        Map<String, String> narrow = password(app, "alice", AuthTestServer.PASSWORD);
        narrow.put("scope", "push");
        String bearer = "Bearer "
                + AuthTestServer.await(server.form("/oauth/token", narrow))
                        .json()
                        .getString("access_token");

        TestResponse forbidden = server.get("/api/v1/accounts/verify_credentials", "Authorization", bearer);
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.body()).isEqualTo("{\"error\":\"This action is outside the authorized scopes\"}");
        assertThat(server.get("/api/v1/push/subscription", "Authorization", bearer)
                        .status())
                .as("authorized, but not found")
                .isEqualTo(404);
    }

    @Test
    void user_info_returns_the_account_of_the_token() {
        OAuthClient app = new OAuthClient(server, OOB, "read write push");
        TestResponse userInfo = server.get("/oauth/userinfo", "Authorization", "Bearer " + app.obtainToken("alice"));
        assertThat(userInfo.json().getString("preferred_username")).isEqualTo("alice");
        assertThat(userInfo.json().getString("sub")).endsWith("/users/alice");
        Map<String, String> narrow = password(app, "alice", AuthTestServer.PASSWORD);
        narrow.put("scope", "push");
        String other =
                AuthTestServer.await(server.form("/oauth/token", narrow)).json().getString("access_token");
        assertThat(server.get("/oauth/userinfo", "Authorization", "Bearer " + other)
                        .status())
                .isEqualTo(403);
        assertThat(server.get("/oauth/userinfo").status()).isEqualTo(401);
    }

    @Test
    void a_revoked_token_is_rejected_at_once() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        OAuthClient other = new OAuthClient(server, OOB, "read write");
        String token = app.obtainToken("alice");
        assertThat(verifyCredentials(token).status()).isEqualTo(200);

        assertThat(revoke(other, token).body()).isEqualTo(UNAUTHORIZED_CLIENT);
        assertThat(revoke(other, token).status()).isEqualTo(403);
        assertThat(revoke(app, "unknown").body()).isEqualTo("{}");
        assertThat(revoke(app, "unknown").status()).isEqualTo(200);
        assertThat(verifyCredentials(token).status()).isEqualTo(200);
        TestResponse revoked = revoke(app, token);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).isEqualTo("{}");
        assertThat(verifyCredentials(token).status()).isEqualTo(401);
        assertThat(verifyCredentials(token).header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(revoke(app, token).status()).isEqualTo(200);
    }

    @Test
    void a_revocation_invalidates_the_cache_of_another_node() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        String token = app.obtainToken("alice");
        Tokens elsewhere = server.tokensOfAnotherNode();
        assertThat(AuthTestServer.await(elsewhere.apply(token))).isPresent();

        revoke(app, token);

        // Well before the cache entry of the other node expires.
        long deadline = System.nanoTime() + 3_000_000_000L;
        while (AuthTestServer.await(elsewhere.apply(token)).isPresent()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void a_negative_cache_entry_expires_within_seconds() {
        String token = Secret.generate().text();
        assertThat(verifyCredentials(token).status()).isEqualTo(401);
        server.sql(
                "insert into oauth_token (token_hash, app_id, account_id, scopes) select $1, 1, id, 'read' from account"
                        + " where username = 'alice'",
                new Secret(token).hash());

        long deadline = System.nanoTime() + 5_000_000_000L;
        while (verifyCredentials(token).status() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void sign_in_accepts_the_username_or_the_email_address() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        for (String login : List.of("alice", "ALICE", "alice@birds.example", "Alice@Birds.example")) {
            assertThat(AuthTestServer.await(server.form("/oauth/token", password(app, login, AuthTestServer.PASSWORD)))
                            .status())
                    .as(login)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nfc, P\u00e4ssw\u00f6rter-\u00e9, Pa\u0308sswo\u0308rter-e\u0301",
        "nfd, Pa\u0308sswo\u0308rter-e\u0301, P\u00e4ssw\u00f6rter-\u00e9",
        "wide, password, ｐａｓｓｗｏｒｄ",
        "kana, ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞ, ガギグゲゴザジズ",
    })
    void a_password_is_the_same_in_all_encodings_of_its_letters(String name, String password, String typed) {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        register(name, password);
        assertThat(attempt(app, name, typed)).isEqualTo(200);
        assertThat(attempt(app, name, password)).isEqualTo(200);
        assertThat(attempt(app, name, typed + "x")).isEqualTo(400);
    }

    @Test
    void a_password_stored_before_it_was_normalized_still_opens_the_account() {
        String typed = "Pa\u0308sswo\u0308rter-e\u0301";
        server.signUp("oldie");
        Argon2Function argon2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
        server.sql(
                "update credential set password_hash = $1 from account"
                        + " where account.id = credential.account_id and username = 'oldie'",
                Password.hash(typed).addRandomSalt(16).with(argon2).getResult());
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        assertThat(attempt(app, "oldie", typed)).isEqualTo(200);
        assertThat(attempt(app, "oldie", typed + "x")).isEqualTo(400);
    }

    @Test
    void the_length_of_a_password_counts_characters_after_normalization() {
        assertThat(SignUpCredentials.validatePassword("password", "e\u0301".repeat(4)))
                .extracting(FieldError::code)
                .containsExactly("ERR_TOO_SHORT");
        assertThat(SignUpCredentials.validatePassword("password", "e\u0301".repeat(8)))
                .isEmpty();
        assertThat(SignUpCredentials.validatePassword("password", "\u200b".repeat(8)))
                .extracting(FieldError::code)
                .containsExactly("ERR_BLANK");
    }

    @Test
    void after_five_wrong_passwords_even_the_right_one_is_rejected() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        for (int i = 0; i < 5; i++) {
            assertThat(attempt(app, i % 2 == 0 ? "bob" : "bob@birds.example", "wrong"))
                    .isEqualTo(400);
            assertThat(attempt(app, "nobody", "wrong")).isEqualTo(400);
        }

        assertThat(attempt(app, "bob", "wrong")).isEqualTo(429);
        assertThat(attempt(app, "bob", AuthTestServer.PASSWORD)).isEqualTo(429);
        assertThat(attempt(app, "nobody", "wrong")).isEqualTo(429);
        assertThat(attempt(app, "alice", AuthTestServer.PASSWORD)).isEqualTo(200);
        TestResponse page = app.signIn(
                app.authorizationParams(), app.open(app.authorizationParams()), "bob", AuthTestServer.PASSWORD);
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.body()).contains("Please wait five minutes");
    }

    @Test
    void concurrent_attempts_cannot_exceed_the_limit() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        List<Future<TestResponse>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(server.form("/oauth/token", password(app, "carol", "wrong" + i)));
        }

        List<Integer> statuses = all.stream()
                .map(AuthTestServer::await)
                .map(TestResponse::status)
                .toList();

        assertThat(statuses.stream().filter(status -> status == 400)).hasSize(5);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(15);
    }

    @Test
    void passwords_are_hashed_with_argon2id_at_the_recommended_cost() {
        List<AccountId> accounts =
                List.of(register("frank", AuthTestServer.PASSWORD), register("grace", AuthTestServer.PASSWORD));

        List<String> hashes = accounts.stream()
                .map(account -> server.sql(
                                "select password_hash from credential where account_id = $1", account.value())
                        .iterator()
                        .next()
                        .getString(0))
                .toList();

        assertThat(hashes)
                .allSatisfy(
                        hash -> assertThat(hash).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]{22}\\$[^$]{43}"))
                .doesNotHaveDuplicates();
    }

    /** Signs up with a hash of the full cost. */
    private static AccountId register(String name, String password) {
        return AuthTestServer.await(
                server.signUps().register(new SignUpCredentials(name, name + "@birds.example", password)));
    }

    /** The least of several times each: more are taken while the machine is too busy for a fair comparison. */
    @Test
    void an_unknown_login_takes_as_long_as_a_known_one() {
        OAuthClient app = new OAuthClient(server, OOB, "read write");
        attempt(app, "warm up", "wrong");
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        for (int round = 0; round < 3 && !isSimilar(unknown, known); round++) {
            register("dave" + round, AuthTestServer.PASSWORD);
            for (int i = 0; i < 4; i++) {
                known = Math.min(known, nanos(app, "dave" + round, "wrong"));
                unknown = Math.min(unknown, nanos(app, "erin" + round, "wrong"));
            }
        }

        assertThat((double) unknown / known).isBetween(0.6, 1.6);
    }

    private static boolean isSimilar(long unknown, long known) {
        double ratio = (double) unknown / known;
        return known < Long.MAX_VALUE && ratio >= 0.6 && ratio <= 1.6;
    }

    private static long nanos(OAuthClient app, String login, String password) {
        long start = System.nanoTime();
        assertThat(attempt(app, login, password)).isEqualTo(400);
        return System.nanoTime() - start;
    }

    private static int attempt(OAuthClient app, String login, String password) {
        return AuthTestServer.await(server.form("/oauth/token", password(app, login, password)))
                .status();
    }

    private static Map<String, String> password(OAuthClient app, String login, String password) {
        Map<String, String> form = grant(app, "password");
        form.put("username", login);
        form.put("password", password);
        return form;
    }

    private static Map<String, String> grant(OAuthClient app, String type) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", type);
        form.put("client_id", app.id);
        form.put("client_secret", app.secret);
        return form;
    }

    private static TestResponse revoke(OAuthClient app, String token) {
        return server.json(
                HttpMethod.POST,
                "/oauth/revoke",
                new JsonObject()
                        .put("client_id", app.id)
                        .put("client_secret", app.secret)
                        .put("token", token));
    }

    private static TestResponse verifyCredentials(String token) {
        return server.get("/api/v1/accounts/verify_credentials", "Authorization", "Bearer " + token);
    }
}
