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
 * @param plain without what is ours alone
 * @param root empty where there is none
 */
public record RedisUri(String plain, String root) {
    private static final String ROOT = "?sslrootcert=";
    private static final String TLS = "rediss://";

    /** A Redis whose machine answers nothing at all for so long has gone without a word. */
    private static final int SILENCE_MILLIS = 10_000;

    /** Reads an address; an {@link IllegalArgumentException} says what is wrong with it. */
    public static RedisUri parse(String uri) {
        int query = uri.lastIndexOf(ROOT);
        if (query < 0) {
            return new RedisUri(uri, "");
        }
        String root = URLDecoder.decode(uri.substring(query + ROOT.length()), StandardCharsets.UTF_8);
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
                .setConnectTimeout(SILENCE_MILLIS)
                .setTcpKeepAlive(true)
                .setTcpUserTimeout(SILENCE_MILLIS);
        if (plain.startsWith(TLS)) {
            net.setHostnameVerificationAlgorithm("HTTPS");
        }
        if (!root.isEmpty()) {
            net.setTrustOptions(new PemTrustOptions().addCertPath(root));
        }
        return new RedisOptions().setConnectionString(plain).setNetClientOptions(net);
    }
}
