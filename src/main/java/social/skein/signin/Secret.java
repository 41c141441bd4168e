package social.skein.signin;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A secret of 256 random bits in Base64. It is shown once; only its SHA-256 is stored, which cannot be replayed. */
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

    /** Whether a text has the format of a secret. */
    public static boolean isWellFormed(String text) {
        return PATTERN.matcher(text).matches();
    }

    /** The SHA-256 that is stored and looked up. */
    public Buffer hash() {
        return Buffer.buffer(sha256(text));
    }

    /** The hash in Base64. */
    public String encodedHash() {
        return BASE64.encodeToString(sha256(text));
    }

    /** Whether this is the secret of a stored hash, in constant time. */
    public boolean matches(Buffer hash) {
        return MessageDigest.isEqual(sha256(text), hash.getBytes());
    }

    /** A stored hash in Base64. */
    public static String encodedHash(Buffer hash) {
        return BASE64.encodeToString(hash.getBytes());
    }

    /** Reverses {@link #encodedHash(Buffer)}; empty if the text is malformed. */
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
