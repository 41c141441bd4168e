package social.skein.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import social.skein.signin.Secret;

/**
 * The nonce and the PKCE code verifier of one sign-in. They are derived from the cookie of the browser that started it,
 * so no store holds them and no other browser can complete the sign-in.
 *
 * @param browser the secret in the browser's cookie
 * @param state the state of this sign-in
 */
record SignInSecrets(Secret browser, Secret state) {

    String nonce() {
        return derive("nonce");
    }

    String codeVerifier() {
        return derive("code verifier");
    }

    /** The PKCE code challenge (S256). */
    String codeChallenge() {
        return new Secret(codeVerifier()).encodedHash();
    }

    private String derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(browser.text().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] derived = mac.doFinal((purpose + " " + state.text()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has HmacSHA256", impossible);
        }
    }
}
