package social.skein.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The ports and passwords generated at the first start of a data folder and reused by later ones. */
record PortsAndPasswords(
        int postgresPort,
        int redisPort,
        int kafkaPort,
        int kafkaControllerPort,
        String postgresPassword,
        String redisPassword) {

    private static final Duration OWNER_EXIT_TIMEOUT = Duration.ofSeconds(10);

    static PortsAndPasswords generate() {
        return new PortsAndPasswords(0, 0, 0, 0, randomPassword(), randomPassword());
    }

    static PortsAndPasswords parse(Properties properties) {
        return new PortsAndPasswords(
                parsePort(properties, "postgres.port"),
                parsePort(properties, "redis.port"),
                parsePort(properties, "kafka.port"),
                parsePort(properties, "kafka.controller-port"),
                properties.getProperty("postgres.password", ""),
                properties.getProperty("redis.password", ""));
    }

    Map<String, String> toProperties() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("postgres.port", String.valueOf(postgresPort));
        lines.put("redis.port", String.valueOf(redisPort));
        lines.put("kafka.port", String.valueOf(kafkaPort));
        lines.put("kafka.controller-port", String.valueOf(kafkaControllerPort));
        lines.put("postgres.password", postgresPassword);
        lines.put("redis.password", redisPassword);
        return lines;
    }

    /** A copy in which ports taken by other programs are replaced. */
    PortsAndPasswords withFreePorts(LoopbackPorts ports) {
        return new PortsAndPasswords(
                ports.reserve(postgresPort),
                ports.reserve(redisPort),
                ports.reserve(kafkaPort),
                ports.reserve(kafkaControllerPort),
                postgresPassword,
                redisPassword);
    }

    /** Waits until the ports are free, for a takeover: the clients of these servers already know the ports. */
    PortsAndPasswords awaitPortsFree(Set<ServerKind> wanted) {
        for (int port :
                wanted.stream().flatMap(server -> portsOf(server).stream()).toList()) {
            if (!Polling.until(() -> LoopbackPorts.isFree(port), OWNER_EXIT_TIMEOUT)) {
                throw new EmbeddedServerException("Another program took port " + port
                        + " while the embedded servers were down; stop it, since running clients use this port.");
            }
        }
        return this;
    }

    /** Whether all of these servers accept connections. */
    boolean areListening(Set<ServerKind> wanted) {
        return wanted.stream()
                .allMatch(server -> LoopbackPorts.isListening(portsOf(server).get(0)));
    }

    /** The ports of a server, the client port first. */
    private List<Integer> portsOf(ServerKind server) {
        return switch (server) {
            case POSTGRES -> List.of(postgresPort);
            case REDIS -> List.of(redisPort);
            case KAFKA -> List.of(kafkaPort, kafkaControllerPort);
        };
    }

    ServerAddresses addresses() {
        return new ServerAddresses(
                "postgresql://skein:" + postgresPassword + "@127.0.0.1:" + postgresPort + "/skein",
                "redis://:" + redisPassword + "@127.0.0.1:" + redisPort,
                "127.0.0.1:" + kafkaPort);
    }

    private static int parsePort(Properties properties, String key) {
        String value = properties.getProperty(key, "0");
        return value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    }

    private static String randomPassword() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
