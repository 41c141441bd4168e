package social.skein.kafka;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Where the brokers are and how they are spoken to: {@code host:9092,host:9092}, or behind Kafka's own names for more than that,
 * {@code ssl://}, {@code sasl_plaintext://user:password@} and {@code sasl_ssl://user:password@}. After a question mark
 * {@code mechanism} may say how the password is shown, SCRAM-SHA-512 unless that is SCRAM-SHA-256 or PLAIN, and
 * {@code sslrootcert} name a PEM file with the certificates of who signed the brokers', in place of those that Java trusts.
 *
 * @param bootstrapServers host and port of each, separated by commas
 * @param securityConfig what Kafka's clients are told beyond that
 */
public record KafkaUri(String bootstrapServers, Map<String, String> securityConfig) {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<protocol>[a-z_]+)://(?:(?<user>[^:@/]+):(?<password>[^@/]+)@)?)?(?<addresses>[^?/@]+)(?:\\?(?<query>.*))?");
    private static final Set<String> PROTOCOLS = Set.of("plaintext", "ssl", "sasl_plaintext", "sasl_ssl");
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
    private static final String MECHANISM = "mechanism";
    private static final String ROOT_CERT = "sslrootcert";

    /** Reads addresses; an {@link IllegalArgumentException} says what is wrong with them. */
    public static KafkaUri parse(String text) {
        Matcher form = SYNTAX.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("it should look like host:9092, or sasl_ssl://user:password@host:9092");
        }
        String protocol = form.group("protocol") == null ? "plaintext" : form.group("protocol");
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException(
                    "it should begin with ssl://, sasl_ssl:// or sasl_plaintext://, not " + protocol + "://");
        }
        boolean login = protocol.startsWith("sasl");
        if (login != (form.group("user") != null)) {
            throw new IllegalArgumentException(
                    login ? "behind " + protocol + ":// it needs user:password@" : "a user needs sasl_ssl://");
        }
        Map<String, String> query = query(form.group("query") == null ? "" : form.group("query"));
        Map<String, String> access = new HashMap<>();
        access.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.toUpperCase(Locale.ROOT));
        if (login) {
            access.putAll(saslConfig(
                    query.getOrDefault(MECHANISM, "SCRAM-SHA-512"),
                    decode(form.group("user")),
                    decode(form.group("password"))));
        }
        access.putAll(tlsConfig(query.getOrDefault(ROOT_CERT, "")));
        return new KafkaUri(form.group("addresses"), Map.copyOf(access));
    }

    private static Map<String, String> query(String query) {
        Map<String, String> given = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || !(parts[0].equals(MECHANISM) || parts[0].equals(ROOT_CERT))) {
                throw new IllegalArgumentException(
                        "of what may follow a question mark it knows mechanism and sslrootcert, not " + parts[0]);
            }
            given.put(parts[0], decode(parts[1]));
        }
        return given;
    }

    private static Map<String, String> saslConfig(String mechanism, String user, String password) {
        if (!MECHANISMS.contains(mechanism)) {
            throw new IllegalArgumentException(
                    "its mechanism should be SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN, not " + mechanism);
        }
        Class<?> module = mechanism.equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
        return Map.of(
                SaslConfigs.SASL_MECHANISM,
                mechanism,
                SaslConfigs.SASL_JAAS_CONFIG,
                module.getName() + " required username=" + quote(user) + " password=" + quote(password) + ";");
    }

    private static Map<String, String> tlsConfig(String rootCert) {
        if (rootCert.isEmpty()) {
            return Map.of();
        }
        if (!Files.isReadable(Path.of(rootCert))) {
            throw new IllegalArgumentException("its sslrootcert " + rootCert + " is no file that can be read");
        }
        return Map.of(
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM", SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, rootCert);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The settings of a client: these, and its own. */
    Map<String, String> configWith(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(securityConfig);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.putAll(own);
        return all;
    }

    @Override
    public String toString() {
        return bootstrapServers;
    }
}
