package social.skein.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address of a Redis, {@code redis://:password@host:6379}, or {@code rediss://} where it is reached by TLS, with
 * {@code ?sslrootcert=} and a PEM file with the certificates of who signed its own, in place of those that Java trusts.
 *
 * @param connectionString without what is ours alone
 * @param rootCert empty where there is none
 */
public record RedisUri(String connectionString, String rootCert) {
    private static final String ROOT_CERT = "?sslrootcert=";
    private static final String TLS = "rediss://";

    /** A Redis whose machine answers nothing at all for so long has gone without a word. */
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    /** Reads an address; an {@link IllegalArgumentException} says what is wrong with it. */
    public static RedisUri parse(String uri) {
        int query = uri.lastIndexOf(ROOT_CERT);
        if (query < 0) {
            return new RedisUri(uri, "");
        }
        String root = URLDecoder.decode(uri.substring(query + ROOT_CERT.length()), StandardCharsets.UTF_8);
        if (!uri.startsWith(TLS)) {
            throw new IllegalArgumentException("sslrootcert goes with rediss://");
        }
        if (!Files.isReadable(Path.of(root))) {
            throw new IllegalArgumentException("its sslrootcert " + root + " is no file that can be read");
        }
        return new RedisUri(uri.substring(0, query), root);
    }

    /** What Vert.x connects with. */
    public RedisOptions options() {
        NetClientOptions net = new NetClientOptions()
                .setConnectTimeout(TCP_TIMEOUT_MILLIS)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(TCP_TIMEOUT_MILLIS);
        if (connectionString.startsWith(TLS)) {
            net.setHostnameVerificationAlgorithm("HTTPS");
        }
        if (!rootCert.isEmpty()) {
            net.setTrustOptions(new PemTrustOptions().addCertPath(rootCert));
        }
        return new RedisOptions().setConnectionString(connectionString).setNetClientOptions(net);
    }
}
