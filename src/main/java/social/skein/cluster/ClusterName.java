package social.skein.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives the cluster's name, which is the only credential that Hazelcast requires of a joining member. It is an HMAC
 * of the deployment's secret, if configured, so a process without the secret cannot join. Members exchange the name in
 * plain text, but never the secret.
 */
public final class ClusterName {
    private static final String DEFAULT = "skein";
    private static final String HMAC = "HmacSHA256";

    private ClusterName() {}

    /** The name for a secret; the fixed name {@code skein} without one. */
    public static String derive(String secret) {
        if (secret.isEmpty()) {
            return DEFAULT;
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return DEFAULT + "-" + HexFormat.of().formatHex(mac.doFinal(DEFAULT.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
