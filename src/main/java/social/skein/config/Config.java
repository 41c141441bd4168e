package social.skein.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;

/**
 * What one process of a deployment is told; {@code conf/skein.yaml} says what each member means.
 *
 * @param domain the bare host people know the server by, with a port where it is not the scheme's own
 * @param scheme with TLS or without, as in an address; already decided
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
        RateLimitSettings rateLimits,
        Overload overload,
        Timeline timeline,
        Cache cache,
        Log log) {

    /** What a store's address is set to where it should run as a child of this process. */
    public static final String EMBEDDED = "embedded";

    /** What the address of Redis or Kafka is set to where there is none. */
    public static final String NONE = "none";

    /** The public port; {@code drain} is how long a process that was told to stop goes on before it closes anything. */
    public record Http(String host, int port, HttpLimits limits, Duration drain, boolean behindProxy) {
        Http withPort(int bound) {
            return new Http(host, bound, limits, drain, behindProxy);
        }
    }

    /**
     * What clients may ask of the public port: how large a body is, how long the head and the body of a request take, for how
     * long a connection says nothing, how many connections there are, and how many from one address.
     */
    public record HttpLimits(
            long maxBodyBytes,
            Duration headerTimeout,
            Duration bodyTimeout,
            Duration idleTimeout,
            int maxConnections,
            int maxConnectionsPerAddress) {}

    /** The operators' port. */
    public record Ops(String host, int port) {}

    /**
     * The database and its replicas; addresses may hold passwords, which the text form hides.
     *
     * @param migrate whether a start brings the database to its schema, or only looks whether it has it
     */
    public record Postgres(String uri, boolean migrate, int poolSize, List<String> replicas, Duration maxReplicaLag) {
        public boolean isEmbedded() {
            return uri.equals(EMBEDDED);
        }

        @Override
        public String toString() {
            return Secrets.redact(uri);
        }
    }

    /** The rebuildable view; {@code uri} may hold a password, which the text form hides. */
    public record Redis(String uri, int poolSize) {
        public boolean isEmbedded() {
            return uri.equals(EMBEDDED);
        }

        public boolean isDisabled() {
            return uri.equals(NONE);
        }

        @Override
        public String toString() {
            return Secrets.redact(uri);
        }
    }

    /** The log of facts. */
    public record Kafka(String bootstrap, String topicPrefix, int partitions, int replicationFactor) {
        public boolean isEmbedded() {
            return bootstrap.equals(EMBEDDED);
        }

        public boolean isDisabled() {
            return bootstrap.equals(NONE);
        }
    }

    /**
     * How the processes find each other.
     *
     * @param secret what they all know and nobody else, which the text form hides; empty where there is none
     */
    public record Cluster(String host, int port, List<String> members, String kubernetesService, String secret) {
        /** Whether nobody said where the others are, so that they are those of the same data folder. */
        public boolean usesDataFolderDiscovery() {
            return members.isEmpty() && kubernetesService.isEmpty();
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Who gets a token, at what cost, and whether only with an e-mail address that was confirmed. */
    public record Auth(boolean passwordGrant, int hashThreads, boolean requireConfirmedEmail) {}

    /** Rate limits; those that are left out do not hold. */
    public record RateLimitSettings(
            boolean enabled,
            Rate perToken,
            Rate perUser,
            Optional<Rate> perApp,
            Rate perAddress,
            Rate web,
            Optional<Rate> nextPages,
            Optional<Rate> posts,
            Optional<Rate> deletes,
            Optional<Rate> searches,
            Optional<Rate> signUps) {}

    /** So many requests within so long. */
    public record Rate(int requests, Duration window) {}

    /** How many requests are worked on at once, at least and at the most, and how long somebody may be kept waiting. */
    public record Overload(int min, int max, Duration deadline) {
        /** Whether it is found out from how long answers take. */
        public boolean isAdaptive() {
            return min < max;
        }
    }

    /** Home timelines in Redis: how large they are, whose posts are pushed to them, how many are rebuilt at once. */
    public record Timeline(
            int maxEntries, int trimSlack, Duration ttl, int pushMaxFollowers, int maxConcurrentRebuilds) {}

    /** What this process keeps in memory of the database, in bytes, and for how long all keep some of it together in Redis. */
    public record Cache(long maxBytes, Duration redisTtl) {}

    /**
     * How and how much is logged.
     *
     * @param securityLevel how much of who came in and who was turned away
     */
    public record Log(Format format, Level level, Level securityLevel) {
        /** What a log line looks like. */
        public enum Format {
            AUTO,
            PLAIN,
            JSON
        }
    }

    /** The same with the ports that are listened on; a domain that could not name its port yet now does. */
    public Config withPorts(int httpPort, int opsPort) {
        String named = http.port() == 0 && domain.equals(localhost(0)) ? localhost(httpPort) : domain;
        Ops asked = new Ops(ops.host(), opsPort);
        return new Config(
                http.withPort(httpPort),
                asked,
                named,
                scheme,
                dataDir,
                roles,
                postgres,
                redis,
                kafka,
                cluster,
                auth,
                registration,
                rateLimits,
                overload,
                timeline,
                cache,
                log);
    }

    static String localhost(int port) {
        return "localhost:" + port;
    }
}
