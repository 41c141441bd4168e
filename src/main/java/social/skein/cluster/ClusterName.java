package social.skein.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What processes that are told of each other call their cluster, which is all that Hazelcast asks of who wants to join. So it is
 * drawn from the secret of the deployment, where there is one: who does not know that cannot say the name. Members send each other
 * the name in the open, but never the secret.
 */
public final class ClusterName {
    private static final String DEFAULT = "skein";
    private static final String HMAC = "HmacSHA256";

    private ClusterName() {}

    /** The name for a secret; for an empty one it is a name that everybody knows. */
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
