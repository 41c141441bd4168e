package social.skein.signin;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A secret that is told once, as 256 random bits in text; what we keep is its SHA-256, which cannot be replayed. */
public record Secret(String text) {
    private static final int BYTES = 32;
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static Secret generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(BASE64.encodeToString(bytes));
    }

    /** Whether a text looks like a secret of ours. */
    public static boolean isWellFormed(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** What is stored, and looked for. */
    public Buffer hash() {
        return Buffer.buffer(sha256(text));
    }

    /** The hash as text. */
    public String encodedHash() {
        return BASE64.encodeToString(sha256(text));
    }

    /** Whether this is the secret of a stored hash; takes the same time for all that are not. */
    public boolean matches(Buffer hash) {
        return MessageDigest.isEqual(sha256(text), hash.getBytes());
    }

    /** A stored hash as text. */
    public static String encodedHash(Buffer hash) {
        return BASE64.encodeToString(hash.getBytes());
    }

    /** The stored hash that {@link #encodedHash(Buffer)} wrote as text; nothing where it is none. */
    public static Optional<Buffer> decodeHash(String encodedHash) {
        return isWellFormed(encodedHash)
                ? Optional.of(Buffer.buffer(Base64.getUrlDecoder().decode(encodedHash)))
                : Optional.empty();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "a secret";
    }
}
