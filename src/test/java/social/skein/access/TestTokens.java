package social.skein.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Issues tokens with any scopes, without a sign-in and its password hash. */
final class TestTokens {
    private static final AtomicInteger LAST = new AtomicInteger();

    private TestTokens() {}

    static String issue(TestDeployment deployment, Person person, String scopes) {
        String token = "a token of a test, number " + LAST.incrementAndGet();
        deployment.sql("insert into oauth_token (token_hash, app_id, account_id, scopes) values ('\\x" + hash(token)
                + "', (select max(id) from oauth_app), " + person.id() + ", '" + scopes + "')");
        return token;
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
