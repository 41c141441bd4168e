package social.skein.sql;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import social.skein.model.StoreUriOptions;

/**
 * The TLS settings of connections to PostgreSQL, as libpq defines them: {@code sslmode} is disable, require, verify-ca
 * or verify-full; {@code sslrootcert} is a PEM file with the CA certificates to trust.
 *
 * @param rootCert the path of the PEM file; empty if the server's certificate is not verified
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">SSL Support</a>
 */
record PostgresTls(SslMode mode, String rootCert) {
    private static final String MODE = "sslmode";
    private static final Map<String, SslMode> MODES = Map.of(
            "disable", SslMode.DISABLE,
            "require", SslMode.REQUIRE,
            "verify-ca", SslMode.VERIFY_CA,
            "verify-full", SslMode.VERIFY_FULL);

    /** Parses the query of an address; throws an {@link IllegalArgumentException} that describes the error. */
    static PostgresTls parse(String query) {
        StoreUriOptions options = StoreUriOptions.parse(query, List.of(MODE, StoreUriOptions.ROOT_CERT));
        return of(options.get(MODE, "disable"), options.rootCert());
    }

    private static PostgresTls of(String modeName, String rootCert) {
        SslMode mode = MODES.get(modeName);
        if (mode == null) {
            throw new IllegalArgumentException(
                    "its sslmode should be disable, require, verify-ca or verify-full, not " + modeName);
        }
        if (modeName.startsWith("verify") && rootCert.isEmpty()) {
            throw new IllegalArgumentException("sslmode=" + modeName
                    + " needs sslrootcert, the path of a PEM file with the CA certificate that signed the server's");
        }
        // Like libpq: with a CA certificate, require means verify-ca.
        return new PostgresTls(mode == SslMode.REQUIRE && !rootCert.isEmpty() ? SslMode.VERIFY_CA : mode, rootCert);
    }

    void applyTo(PgConnectOptions options) {
        if (mode == SslMode.DISABLE) {
            return;
        }
        ClientSSLOptions tls = new ClientSSLOptions();
        if (rootCert.isEmpty()) {
            tls.setTrustAll(true);
        } else {
            tls.setTrustOptions(new PemTrustOptions().addCertPath(rootCert));
        }
        tls.setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        options.setSslMode(mode).setSslOptions(tls);
    }

    /** The same settings as the query of a JDBC URL. */
    String jdbcQuery() {
        String trust = rootCert.isEmpty()
                ? ""
                : "&" + StoreUriOptions.ROOT_CERT + "=" + URLEncoder.encode(rootCert, StandardCharsets.UTF_8);
        return "?" + MODE + "=" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-') + trust;
    }
}
