package social.skein.redis;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import social.skein.model.StoreUriOptions;

/**
 * The address of a Redis server: {@code redis://:password@host:6379}, or {@code rediss://} for TLS. With TLS, {@code
 * ?sslrootcert=} may name a PEM file with the CA certificates to trust instead of Java's.
 *
 * @param connectionString the address without the option {@code sslrootcert}, which Vert.x does not have
 * @param rootCert the path of the PEM file; empty if none is given
 */
public record RedisUri(String connectionString, String rootCert) {
    private static final String ROOT_CERT_QUERY = "?" + StoreUriOptions.ROOT_CERT + "=";
    private static final String TLS = "rediss://";

    /** Detects a Redis whose machine vanished without closing its connections. */
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    /** Parses an address; throws an {@link IllegalArgumentException} that describes the error. */
    public static RedisUri parse(String uri) {
        int query = uri.lastIndexOf(ROOT_CERT_QUERY);
        if (query < 0) {
            return new RedisUri(uri, "");
        }
        if (!uri.startsWith(TLS)) {
            throw new IllegalArgumentException("sslrootcert needs rediss://");
        }
        StoreUriOptions options = StoreUriOptions.parse(uri.substring(query + 1), List.of(StoreUriOptions.ROOT_CERT));
        return new RedisUri(uri.substring(0, query), options.rootCert());
    }

    /** The host and port, without the credentials. */
    public String address() {
        String address = connectionString.substring(connectionString.indexOf("://") + 3);
        return address.substring(address.lastIndexOf('@') + 1).replaceFirst("[/?].*", "");
    }

    /** The connection options for Vert.x. */
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
