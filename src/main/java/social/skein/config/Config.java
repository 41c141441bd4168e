package social.skein.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;

/**
 * The configuration of one process; {@code conf/skein.yaml} documents each member.
 *
 * @param domain the public host name, with the port unless it is the default port of the scheme
 * @param scheme the scheme of public URLs, already resolved
 */
public record Config(
        Http http,
        Ops ops,
        String domain,
        String scheme,
        Path dataDir,
        Set<Role> roles,
        Postgres postgres,
        Redis redis,
        Kafka kafka,
        Cluster cluster,
        Auth auth,
        Registration registration,
        Instance instance,
        Oidc oidc,
        Provisioning provisioning,
        RateLimitSettings rateLimits,
        Overload overload,
        Timeline timeline,
        MediaConfig media,
        Cache cache,
        Log log) {

    /** The address of a store that runs as a child of this process. */
    public static final String EMBEDDED = "embedded";

    /** The address of Redis or Kafka if the deployment has none. */
    public static final String NONE = "none";

    /** The public port; {@code drain} is the delay between a stop signal and the closing of connections. */
    public record Http(
            String host, int port, HttpLimits limits, boolean compression, Duration drain, boolean behindProxy) {
        Http withPort(int port) {
            return new Http(host, port, limits, compression, drain, behindProxy);
        }
    }

    /**
     * Limits of the public port: body size, time to send the head and the body of a request, idle time of a connection,
     * connections in total and per address.
     */
    public record HttpLimits(
            long maxBodyBytes,
            Duration headerTimeout,
            Duration bodyTimeout,
            Duration idleTimeout,
            int maxConnections,
            int maxConnectionsPerAddress) {}

    /** The ops port. */
    public record Ops(String host, int port) {}

    /**
     * The database and its replicas. The URIs may hold passwords, which {@code toString} masks.
     *
     * @param migrate whether startup migrates the schema, or only checks its version
     */
    public record Postgres(String uri, boolean migrate, int poolSize, List<String> replicas, Duration maxReplicaLag) {
        public boolean isEmbedded() {
            return uri.equals(EMBEDDED);
        }

        @Override
        public String toString() {
            return SecretMasker.redact(uri);
        }
    }

    /** Caches, timelines and rate limits; {@code uri} may hold a password, which {@code toString} masks. */
    public record Redis(String uri, int poolSize) {
        public boolean isEmbedded() {
            return uri.equals(EMBEDDED);
        }

        public boolean isDisabled() {
            return uri.equals(NONE);
        }

        @Override
        public String toString() {
            return SecretMasker.redact(uri);
        }
    }

    /** The event log. */
    public record Kafka(String bootstrap, String topicPrefix, int partitions, int replicationFactor) {
        public boolean isEmbedded() {
            return bootstrap.equals(EMBEDDED);
        }

        public boolean isDisabled() {
            return bootstrap.equals(NONE);
        }
    }

    /**
     * How a process discovers the others.
     *
     * @param secret shared by all processes and masked by {@code toString}; empty if none
     */
    public record Cluster(String host, int port, List<String> members, String kubernetesService, String secret) {
        /** Whether the other processes are those of the same data folder, since no setting names them. */
        public boolean usesDataFolderDiscovery() {
            return members.isEmpty() && kubernetesService.isEmpty();
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Token issuance: whether the password grant is enabled, the threads that hash passwords, and whether the e-mail
     * address must be confirmed.
     */
    public record Auth(boolean passwordGrant, int hashThreads, boolean requireConfirmedEmail) {}

    /**
     * What the server tells about itself.
     *
     * @param title the name of the server; never empty
     * @param contactEmail the public address of the operators, or empty
     * @param rules the rules that new accounts agree to, as plain text
     * @param languages the languages of the users, most common first
     * @param maxCharacters the maximum length of a post
     */
    public record Instance(
            String title,
            String description,
            String contactEmail,
            List<String> rules,
            Optional<String> privacyPolicyUrl,
            Optional<String> termsOfServiceUrl,
            List<String> languages,
            int maxCharacters) {
        Instance withTitle(String other) {
            return new Instance(
                    other,
                    description,
                    contactEmail,
                    rules,
                    privacyPolicyUrl,
                    termsOfServiceUrl,
                    languages,
                    maxCharacters);
        }
    }

    /**
     * Sign-in by OpenID Connect.
     *
     * @param issuer empty if disabled
     * @param clientSecret masked by {@code toString}; empty for a public client
     */
    public record Oidc(
            String issuer, String clientId, String clientSecret, List<String> scopes, OidcClaims claims, String label) {
        public boolean isEnabled() {
            return !issuer.isEmpty();
        }

        @Override
        public String toString() {
            return issuer;
        }
    }

    /** The names of the claims with a user's username, display name and e-mail address. */
    public record OidcClaims(String username, String name, String email) {}

    /** The provisioning API; its token, empty if disabled, is masked by {@code toString}. */
    public record Provisioning(String token) {
        @Override
        public String toString() {
            return token.isEmpty() ? "disabled" : "enabled";
        }
    }

    /** Rate limits; an empty one is not enforced. */
    public record RateLimitSettings(
            boolean enabled,
            Rate perToken,
            Rate perUser,
            Optional<Rate> perApp,
            Rate perAddress,
            Rate web,
            Optional<Rate> pagination,
            Optional<Rate> posts,
            Optional<Rate> deletes,
            Optional<Rate> searches,
            Optional<Rate> uploads,
            Optional<Rate> signUps,
            Optional<Rate> provisioning) {}

    /** A number of requests per window. */
    public record Rate(int requests, Duration window) {}

    /** Bounds of the requests in progress, and the maximum time of one request. */
    public record Overload(int min, int max, Duration deadline) {
        /** Whether the limit adapts to the measured latency. */
        public boolean isAdaptive() {
            return min < max;
        }
    }

    /** Home timelines in Redis: length, push threshold in followers, concurrent rebuilds. */
    public record Timeline(
            int maxEntries, int trimSlack, Duration ttl, int pushMaxFollowers, int maxConcurrentRebuilds) {}

    /** The local cache in bytes, and the TTL of the shared entries in Redis. */
    public record Cache(long maxBytes, Duration redisTtl) {}

    /**
     * Log format and levels.
     *
     * @param auditLevel the level of the audit log
     */
    public record Log(Format format, Level level, Level auditLevel) {
        /** The format of a log line. */
        public enum Format {
            AUTO,
            PLAIN,
            JSON
        }
    }

    /** A copy with the bound ports; a default domain that had no port yet gets one. */
    public Config withPorts(int httpPort, int opsPort) {
        String publicName = http.port() == 0 && domain.equals(localhost(0)) ? localhost(httpPort) : domain;
        Ops bound = new Ops(ops.host(), opsPort);
        return new Config(
                http.withPort(httpPort),
                bound,
                publicName,
                scheme,
                dataDir,
                roles,
                postgres,
                redis,
                kafka,
                cluster,
                auth,
                registration,
                instance.title().equals(domain) ? instance.withTitle(publicName) : instance,
                oidc,
                provisioning,
                rateLimits,
                overload,
                timeline,
                media,
                cache,
                log);
    }

    static String localhost(int port) {
        return "localhost:" + port;
    }

    /** Whether the domain follows from the port, because none is set. */
    public boolean hasDefaultDomain() {
        return domain.equals(localhost(http.port()));
    }
}
