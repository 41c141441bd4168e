package social.skein.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestBrowser.BrowserResponse;
import social.skein.support.TestDeployment;
import social.skein.support.TestIdentityProvider;
import social.skein.support.TestIdentityProvider.AuthorizationRequest;

/** Tests sign-in by OpenID Connect in a browser, with an honest provider and with forged tokens and responses. */
class OidcSignInTest {
    private static final AtomicInteger SUBJECTS = new AtomicInteger();

    private static TestIdentityProvider provider;
    private static TestDeployment deployment;
    private static int port;

    @BeforeAll
    static void start() {
        provider = new TestIdentityProvider();
        deployment = TestDeployment.unstarted();
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("SKEIN_ROLES", "api");
        port = deployment.start(settings).config().http().port();
    }

    @AfterAll
    static void stop() {
        deployment.close();
        provider.close();
    }

    @BeforeEach
    void resetProvider() {
        provider.reset();
    }

    @Test
    void the_first_sign_in_creates_an_account_and_later_ones_open_it() {
        Map<String, Object> user = user("zoe");
        user.put("preferred_username", "zoë@corp.example");
        user.put("name", "Zoë of the Long and Winding Road to the Sea");
        user.put("email", "zoe@corp.example");
        user.put("email_verified", true);

        TestBrowser first = new TestBrowser(port);
        assertThat(signIn(first, user).location()).isEqualTo("/settings");
        assertThat(first.open("/settings").body()).contains("@zoe<");
        TestBrowser second = new TestBrowser(port);
        assertThat(signIn(second, user).location()).isEqualTo("/settings");

        assertThat(second.open("/settings").body()).contains("@zoe<");
        assertThat(deployment.sql("select display_name || '|' || email || '|' || password_hash from account"
                        + " join credential on id = account_id where username = 'zoe'"))
                .containsExactly("Zoë of the Long and Winding Ro|zoe@corp.example|!");
    }

    @Test
    void the_sign_in_page_has_the_button_and_continues_the_app_authorization() {
        RegisteredApp app = new RegisteredApp(port, "Birdwatcher", "read write");
        TestBrowser browser = new TestBrowser(port);
        BrowserResponse page = browser.open(app.authorizePath() + "&state=x%26y");

        assertThat(page.body()).contains(">Sign in with Birds &amp; Co</a>");
        String link = page.body()
                .replaceFirst("(?s).*href=\"(/auth/oidc[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        BrowserResponse back =
                browser.open(provider.signIn(provider.arrive(browser.open(link).location()), user("app")));
        assertThat(back.location()).startsWith("/oauth/authorize?").contains("state=x%26y");
        BrowserResponse consent = browser.open(back.location());
        String code = browser.submit(consent, "/oauth/authorize", "csrf", Map.of("decision", "allow"))
                .location()
                .replaceFirst(".*code=", "");

        String token = app.redeem(code);
        assertThat(app.send("GET", "/api/v1/accounts/verify_credentials", token).body())
                .contains("\"username\":\"app\"");
    }

    @Test
    void sign_in_leads_only_to_pages_of_this_server() {
        TestBrowser browser = new TestBrowser(port);
        assertThat(browser.open("/auth/sign_in?then=/auth/sessions").body())
                .contains("href=\"/auth/oidc?then=%2Fauth%2Fsessions\"");
        AuthorizationRequest request =
                provider.arrive(browser.open("/auth/oidc?then=/auth/sessions").location());
        assertThat(browser.open(provider.signIn(request, user("then"))).location())
                .isEqualTo("/auth/sessions");
        request = provider.arrive(
                browser.open("/auth/oidc?then=https://evil.example").location());
        assertThat(browser.open(provider.signIn(request, user("evil"))).location())
                .isEqualTo("/settings");
    }

    @Test
    void a_taken_or_invalid_username_gets_a_valid_one_that_depends_on_the_subject_only() {
        deployment.signUp("robin");
        Map<String, Object> robin = user("robin");
        Map<String, Object> admin = user("admin");
        Map<String, Object> kanji = user("鳥");
        Map<String, Object> endless = user("a".repeat(80));

        assertThat(username(robin)).matches("robin_[0-9a-f]{4}");
        assertThat(username(admin)).matches("admin_[0-9a-f]{4}");
        assertThat(username(kanji)).matches("user(_[0-9a-f]{4})?");
        assertThat(username(endless)).isEqualTo("a".repeat(30));
        assertThat(username(robin)).as("at the next sign-in").isEqualTo(username(robin));
    }

    @Test
    void profile_claims_may_come_from_the_user_info_endpoint_of_the_same_subject() {
        Map<String, Object> bare = new HashMap<>(Map.of("sub", "subject of userinfo"));
        provider.userInfo(Map.of("sub", "subject of userinfo", "preferred_username", "wren", "name", "Wren"));
        assertThat(username(bare)).isEqualTo("wren");

        provider.userInfo(Map.of("sub", "another subject", "preferred_username", "cuckoo"));
        assertThat(username(new HashMap<>(Map.of("sub", "subject without profile"))))
                .doesNotContain("cuckoo");
    }

    @Test
    void an_account_is_never_found_by_e_mail_address_or_username() {
        String alice = deployment.signUp("alice").id();
        for (Object verified : List.of(true, false)) {
            Map<String, Object> impostor = user("alice");
            impostor.put("email", "Alice@example.org");
            impostor.put("email_verified", verified);

            assertThat(username(impostor)).matches("alice_[0-9a-f]{4}");
        }
        assertThat(deployment.sql("select account_id from credential where lower(email) = 'alice@example.org'"))
                .containsExactly(alice);
        assertThat(deployment.sql("select count(*) from external_identity where account_id = " + alice))
                .containsExactly("0");
    }

    @Test
    void an_unverified_e_mail_address_is_not_stored() {
        for (Object verified : new Object[] {false, "false", "no"}) {
            Map<String, Object> user = user("unverified");
            user.put("email", "victim@example.org");
            user.put("email_verified", verified);
            signIn(new TestBrowser(port), user);
        }
        Map<String, Object> silent = user("silent");
        silent.put("email", "victim@example.org");
        signIn(new TestBrowser(port), silent);

        assertThat(deployment.sql("select count(*) from credential where email = 'victim@example.org'"))
                .containsExactly("0");
    }

    @Test
    void another_subject_with_the_same_claims_gets_another_account() {
        Map<String, Object> first = user("finch");
        first.put("email", "finch@corp.example");
        first.put("email_verified", true);
        Map<String, Object> second = new HashMap<>(first);
        second.put("sub", "another subject");

        assertThat(username(first)).isEqualTo("finch");
        assertThat(username(second)).matches("finch_[0-9a-f]{4}");
    }

    @Test
    void changed_claims_of_the_same_subject_lead_to_the_same_account() {
        Map<String, Object> user = user("heron");
        assertThat(username(user)).isEqualTo("heron");
        user.put("preferred_username", "egret");
        assertThat(username(user)).isEqualTo("heron");
    }

    @Test
    void a_suspended_account_cannot_sign_in() {
        Map<String, Object> user = user("magpie");
        TestBrowser browser = new TestBrowser(port);
        signIn(browser, user);
        deployment.sql("update account set suspended_at = now() where username = 'magpie'");

        BrowserResponse denied = signIn(browser, user);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.body()).contains("Your login is currently disabled.");
        assertThat(browser.open("/settings").status()).isEqualTo(302);
    }

    @Test
    void the_owner_of_an_account_without_a_password_can_delete_it_and_has_none_to_change() {
        TestBrowser browser = new TestBrowser(port);
        Map<String, Object> user = user("dodo");
        signIn(browser, user);

        assertThat(browser.open("/auth/edit").body()).contains("Your account has no password");
        assertThat(new TestBrowser(port).signIn("dodo", "!").status()).isEqualTo(401);
        BrowserResponse page = browser.open("/auth/delete");
        assertThat(browser.submit(page, "/auth/delete", Map.of("confirmation", "auk"))
                        .status())
                .isEqualTo(422);
        assertThat(browser.submit(page, "/auth/delete", Map.of("password", "!")).status())
                .isEqualTo(422);
        assertThat(browser.submit(page, "/auth/delete", Map.of("confirmation", "dodo"))
                        .status())
                .isEqualTo(200);
        assertThat(signIn(browser, user).body()).contains("Your account was deleted");
    }

    @Test
    void rotated_keys_are_loaded_when_a_token_needs_them() {
        assertThat(signIn(new TestBrowser(port), user("early")).status()).isEqualTo(302);
        provider.rotateToEcKey();
        assertThat(signIn(new TestBrowser(port), user("late")).status()).isEqualTo(302);
    }

    @Test
    void id_tokens_with_wrong_claims_are_rejected() {
        rejects("wrong nonce", claims -> with(claims).claim("nonce", "other").build());
        rejects("no nonce", claims -> with(claims).claim("nonce", null).build());
        rejects("wrong audience", claims -> with(claims).audience("other").build());
        rejects(
                "further audience without azp",
                claims -> with(claims)
                        .audience(List.of(TestIdentityProvider.CLIENT_ID, "other"))
                        .build());
        rejects("wrong azp", claims -> with(claims).claim("azp", "other").build());
        rejects(
                "wrong issuer",
                claims -> with(claims).issuer("https://evil.example").build());
        rejects(
                "expired",
                claims -> with(claims)
                        .expirationTime(Date.from(Instant.now().minusSeconds(600)))
                        .build());
        rejects("no expiry", claims -> with(claims).expirationTime(null).build());
        rejects("no subject", claims -> with(claims).subject(null).build());
        rejects("blank subject", claims -> with(claims).subject(" ").build());
        rejects(
                "endless subject",
                claims -> with(claims).subject("x".repeat(256)).build());
        rejects(
                "subject with a null character",
                claims -> with(claims).subject("a\0b").build());
    }

    @Test
    void id_tokens_without_a_valid_signature_are_rejected() throws Exception {
        rejectsSignature("alg none", claims -> new PlainJWT(claims).serialize());
        var foreign = new RSAKeyGenerator(2048).keyID(provider.key().getKeyID()).generate();
        rejectsSignature("foreign key with the same id", claims -> TestIdentityProvider.signWithKey(claims, foreign));
        byte[] publicKey = provider.key().toRSAKey().toRSAPublicKey().getEncoded();
        String publicJwk = provider.key().toPublicJWK().toJSONString();
        for (byte[] secret : List.of(
                publicKey,
                publicJwk.getBytes(StandardCharsets.UTF_8),
                TestIdentityProvider.CLIENT_SECRET.repeat(2).getBytes(StandardCharsets.UTF_8))) {
            rejectsSignature("HS256 with the public key", claims -> {
                SignedJWT token = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(provider.key().getKeyID())
                                .build(),
                        claims);
                token.sign(new MACSigner(secret));
                return token.serialize();
            });
        }
        rejectsSignature("changed claims", claims -> {
            String[] parts =
                    TestIdentityProvider.signWithKey(claims, provider.key()).split("\\.");
            String other = new PlainJWT(with(claims).subject("victim").build())
                    .serialize()
                    .split("\\.")[1];
            return parts[0] + "." + other + "." + parts[2];
        });
        rejectsSignature("no token", claims -> "");
        rejectsSignature("garbage", claims -> "a.b.c");
    }

    @Test
    void a_state_works_once_and_in_its_own_browser_only() {
        TestBrowser browser = new TestBrowser(port);
        TestBrowser other = new TestBrowser(port);
        other.open("/auth/sign_in");
        String callback = provider.signIn(start(browser), user("owl"));
        int requests = provider.tokenRequests();

        assertThat(other.open(callback).status()).as("another browser").isEqualTo(403);
        assertThat(new TestBrowser(port).open(callback).status())
                .as("no cookie")
                .isEqualTo(403);
        assertThat(browser.open(callback.replaceFirst("&state=.*", "")).status())
                .as("no state")
                .isEqualTo(403);
        assertThat(provider.tokenRequests()).isEqualTo(requests);
        assertThat(browser.open(callback).status()).isEqualTo(302);
        BrowserResponse replayed = browser.open(callback);
        assertThat(replayed.status()).isEqualTo(403);
        assertThat(replayed.body()).contains("is completed already");
        assertThat(provider.tokenRequests()).isEqualTo(requests + 1);
    }

    @Test
    void a_code_of_another_sign_in_is_rejected() {
        TestBrowser attacker = new TestBrowser(port);
        String stolen = provider.signIn(start(attacker), user("raven")).replaceFirst(".*code=([^&]*).*", "$1");
        TestBrowser victim = new TestBrowser(port);
        AuthorizationRequest request = start(victim);

        assertThat(victim.open("/auth/oidc/callback?code=" + stolen + "&state=" + request.state())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_expired_sign_in_is_rejected() {
        TestBrowser browser = new TestBrowser(port);
        String callback = provider.signIn(start(browser), user("late-owl"));
        deployment.sql("update oidc_sign_in set expires_at = now() - interval '1 second'");

        assertThat(browser.open(callback).status()).isEqualTo(403);
    }

    @Test
    void a_response_of_another_issuer_is_rejected_before_its_code_is_sent() {
        TestBrowser browser = new TestBrowser(port);
        String callback = provider.signIn(start(browser), user("mixed-up"));
        int requests = provider.tokenRequests();

        assertThat(browser.open(callback + "&iss=https%3A%2F%2Fevil.example").status())
                .isEqualTo(403);
        assertThat(provider.tokenRequests()).isEqualTo(requests);
        String right = provider.signIn(start(browser), user("mixed-up"));
        assertThat(browser.open(right + "&iss=" + provider.issuer()).status()).isEqualTo(302);
    }

    @Test
    void an_error_of_the_provider_is_reported_without_its_text() {
        TestBrowser browser = new TestBrowser(port);
        BrowserResponse page = browser.open("/auth/oidc/callback?error=access_denied&error_description=%3Cb%3E&state="
                + start(browser).state());

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body()).contains("You cancelled the sign-in.").doesNotContain("<b>");
        assertThat(browser.open("/auth/oidc/callback?error=access_denied&state=forged")
                        .body())
                .contains("was started in another browser");
    }

    @Test
    void no_secret_of_a_sign_in_is_stored() {
        TestBrowser browser = new TestBrowser(port);
        AuthorizationRequest request = start(browser);

        String rows = social.skein.support.DatabaseSnapshot.take(
                        deployment.stores().postgres())
                .text();
        assertThat(rows).doesNotContain(request.state(), request.params().get("nonce"));
        assertThat(browser.cookieValues())
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(rows).doesNotContain(cookie));
    }

    private static void rejects(String attack, UnaryOperator<JWTClaimsSet> change) {
        provider.changeClaims(change);
        assertRejected(attack);
    }

    private static void rejectsSignature(String attack, TestIdentityProvider.TokenSigner signer) {
        provider.signWith(signer);
        assertRejected(attack);
    }

    private static void assertRejected(String attack) {
        List<String> accounts = deployment.sql("select count(*) from account");
        TestBrowser browser = new TestBrowser(port);
        BrowserResponse page = signIn(browser, user("mallory"));

        assertThat(page.status()).as(attack + " " + page.body()).isEqualTo(403);
        assertThat(browser.open("/settings").status()).as(attack).isEqualTo(302);
        assertThat(deployment.sql("select count(*) from account")).as(attack).isEqualTo(accounts);
    }

    private static JWTClaimsSet.Builder with(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static Map<String, Object> user(String username) {
        return new HashMap<>(Map.of(
                "sub", "subject " + SUBJECTS.incrementAndGet(), "preferred_username", username, "name", "A bird"));
    }

    private static AuthorizationRequest start(TestBrowser browser) {
        return provider.arrive(browser.open("/auth/oidc").location());
    }

    private static BrowserResponse signIn(TestBrowser browser, Map<String, Object> user) {
        return browser.open(provider.signIn(start(browser), user));
    }

    private static String username(Map<String, Object> user) {
        TestBrowser browser = new TestBrowser(port);
        assertThat(signIn(browser, user).status()).isEqualTo(302);
        return browser.open("/settings").body().replaceFirst("(?s).*<strong>@([A-Za-z0-9_]+)</strong>.*", "$1");
    }
}
