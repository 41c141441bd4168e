package social.skein.kafka;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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
import social.skein.model.StoreUriOptions;

/**
 * The address of Kafka brokers: {@code host:9092,host:9092}, optionally after one of Kafka's security protocols, {@code
 * ssl://}, {@code sasl_plaintext://user:password@} or {@code sasl_ssl://user:password@}. Options: {@code ?mechanism=}
 * is the SASL mechanism, SCRAM-SHA-512 (the default), SCRAM-SHA-256 or PLAIN; {@code sslrootcert=} names a PEM file
 * with the CA certificates to trust instead of Java's.
 *
 * @param bootstrapServers {@code host:port} pairs, separated by commas
 * @param securityConfig the security settings of Kafka's clients
 */
public record KafkaUri(String bootstrapServers, Map<String, String> securityConfig) {
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(?<protocol>[a-z_]+)://(?:(?<user>[^:@/]+):(?<password>[^@/]+)@)?)?(?<addresses>[^?/@]+)(?:\\?(?<query>.*))?");
    private static final Set<String> PROTOCOLS = Set.of("plaintext", "ssl", "sasl_plaintext", "sasl_ssl");
    private static final Set<String> MECHANISMS = Set.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
    private static final String MECHANISM = "mechanism";

    /** Parses an address; throws an {@link IllegalArgumentException} that describes the error. */
    public static KafkaUri parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("it should look like host:9092, or sasl_ssl://user:password@host:9092");
        }
        String protocol = protocol(matcher);
        String query = matcher.group("query");
        StoreUriOptions options =
                StoreUriOptions.parse(query == null ? "" : query, List.of(MECHANISM, StoreUriOptions.ROOT_CERT));
        Map<String, String> security = new HashMap<>();
        security.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.toUpperCase(Locale.ROOT));
        if (usesSasl(protocol)) {
            security.putAll(saslConfig(
                    options.get(MECHANISM, "SCRAM-SHA-512"),
                    decode(matcher.group("user")),
                    decode(matcher.group("password"))));
        }
        security.putAll(tlsConfig(options.rootCert()));
        return new KafkaUri(matcher.group("addresses"), Map.copyOf(security));
    }

    private static String protocol(Matcher matcher) {
        String protocol = matcher.group("protocol") == null ? "plaintext" : matcher.group("protocol");
        if (!PROTOCOLS.contains(protocol)) {
            throw new IllegalArgumentException(
                    "it should begin with ssl://, sasl_ssl:// or sasl_plaintext://, not " + protocol + "://");
        }
        if (usesSasl(protocol) != (matcher.group("user") != null)) {
            throw new IllegalArgumentException(
                    usesSasl(protocol)
                            ? protocol + ":// should be followed by user:password@"
                            : "a user and password need sasl_ssl:// or sasl_plaintext://");
        }
        return protocol;
    }

    private static boolean usesSasl(String protocol) {
        return protocol.startsWith("sasl");
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
        return Map.of(
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM", SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, rootCert);
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A client's own settings together with the settings of this address. */
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
