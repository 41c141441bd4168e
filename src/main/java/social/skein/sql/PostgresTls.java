package social.skein.sql;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How connections to PostgreSQL are protected, in libpq's words: {@code sslmode}, one of disable, require, verify-ca and
 * verify-full, and {@code sslrootcert}, a PEM file with the certificates of who signed the server's.
 *
 * @param rootCert empty where nothing is verified
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">SSL Support</a>
 */
record PostgresTls(SslMode mode, String rootCert) {
    private static final String MODE = "sslmode";
    private static final String ROOT_CERT = "sslrootcert";
    private static final Map<String, SslMode> MODES = Map.of(
            "disable", SslMode.DISABLE,
            "require", SslMode.REQUIRE,
            "verify-ca", SslMode.VERIFY_CA,
            "verify-full", SslMode.VERIFY_FULL);

    /** Reads the query of an address; an {@link IllegalArgumentException} says what is wrong with it. */
    static PostgresTls parse(String query) {
        Map<String, String> given = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || !(parts[0].equals(MODE) || parts[0].equals(ROOT_CERT))) {
                throw new IllegalArgumentException(
                        "of what may follow a question mark it knows sslmode and sslrootcert, not " + parts[0]);
            }
            given.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return of(given.getOrDefault(MODE, "disable"), given.getOrDefault(ROOT_CERT, ""));
    }

    private static PostgresTls of(String word, String root) {
        SslMode mode = MODES.get(word);
        if (mode == null) {
            throw new IllegalArgumentException(
                    "its sslmode should be disable, require, verify-ca or verify-full, not " + word);
        }
        if (word.startsWith("verify") && root.isEmpty()) {
            throw new IllegalArgumentException("sslmode=" + word
                    + " needs sslrootcert, the path of a PEM file with the certificates of who signed the server's");
        }
        if (!root.isEmpty() && !Files.isReadable(Path.of(root))) {
            throw new IllegalArgumentException("its sslrootcert " + root + " is no file that can be read");
        }
        // As libpq has it: whoever names an authority wants it asked.
        return new PostgresTls(mode == SslMode.REQUIRE && !root.isEmpty() ? SslMode.VERIFY_CA : mode, root);
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

    /** The same for JDBC. */
    String jdbcQuery() {
        String authority =
                rootCert.isEmpty() ? "" : "&" + ROOT_CERT + "=" + URLEncoder.encode(rootCert, StandardCharsets.UTF_8);
        return "?" + MODE + "=" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-') + authority;
    }
}
