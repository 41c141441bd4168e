package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.support.DatabaseSnapshot;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/** Tests that a full copy of the database does not allow an attacker to sign in. */
class StoredSecretsTest {

    @Test
    void no_credential_is_stored_in_plain_text() {
        try (TestDeployment deployment = TestDeployment.unstarted()) {
            int port = deployment
                    .start(Map.of("SKEIN_ROLES", "api", "SKEIN_REGISTRATION", "open"))
                    .config()
                    .http()
                    .port();
            List<String> generated = new ArrayList<>();
            List<String> passwords = List.of("correct horse alice", "correct horse bob", "another password");
            Person alice = deployment.signUp("alice");
            generated.add(alice.token());
            RegisteredApp app = new RegisteredApp(port, "Birds", "read write");
            generated.add(app.secret);
            generated.add(new JsonObject(app.signUp("bob", Map.of()).body()).getString("access_token"));
            TestBrowser browser = new TestBrowser(port);
            browser.signIn("alice", "correct horse alice");
            String code = code(browser, app);
            generated.add(code);
            generated.add(code(browser, app));
            generated.add(app.redeem(code));
            generated.addAll(browser.cookieValues());
            browser.submit(
                    browser.open("/auth/edit"),
                    "/auth/edit",
                    Map.of(
                            "current_password",
                            "correct horse alice",
                            "password",
                            "another password",
                            "password_confirmation",
                            "another password"));
            generated.addAll(browser.cookieValues());

            String rows = DatabaseSnapshot.take(deployment.stores().postgres()).text();

            assertThat(generated).hasSizeGreaterThan(8).allSatisfy(secret -> {
                assertThat(Base64.getUrlDecoder().decode(secret))
                        .as("256 random bits")
                        .hasSize(32);
                assertThat(rows).doesNotContain(secret).doesNotContain(inHexadecimal(secret));
                assertThat(rows)
                        .doesNotContain(
                                HexFormat.of().formatHex(Base64.getUrlDecoder().decode(secret)));
            });
            assertThat(passwords)
                    .allSatisfy(password ->
                            assertThat(rows).doesNotContain(password).doesNotContain(inHexadecimal(password)));
            assertThat(rows).contains("$argon2id$");
        }
    }

    private static String code(TestBrowser browser, RegisteredApp app) {
        return browser.submit(
                        browser.open(app.authorizePath()), "/oauth/authorize", "csrf", Map.of("decision", "allow"))
                .location()
                .replaceFirst(".*code=", "");
    }

    private static String inHexadecimal(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
