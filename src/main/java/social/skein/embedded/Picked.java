package social.skein.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The ports and passwords picked at the first start of a data folder, kept for all later ones. */
record Picked(
        int postgresPort,
        int redisPort,
        int kafkaPort,
        int kafkaControllerPort,
        String postgresPassword,
        String redisPassword) {

    private static final Duration FORMER_OWNER_ENDS = Duration.ofSeconds(10);

    static Picked fresh() {
        return new Picked(0, 0, 0, 0, password(), password());
    }

    static Picked of(Properties written) {
        return new Picked(
                port(written, "postgres.port"),
                port(written, "redis.port"),
                port(written, "kafka.port"),
                port(written, "kafka.controller-port"),
                written.getProperty("postgres.password", ""),
                written.getProperty("redis.password", ""));
    }

    Map<String, String> written() {
        Map<String, String> lines = new TreeMap<>();
        lines.put("postgres.port", String.valueOf(postgresPort));
        lines.put("redis.port", String.valueOf(redisPort));
        lines.put("kafka.port", String.valueOf(kafkaPort));
        lines.put("kafka.controller-port", String.valueOf(kafkaControllerPort));
        lines.put("postgres.password", postgresPassword);
        lines.put("redis.password", redisPassword);
        return lines;
    }

    /** The same ports where they are still free, others where somebody else took them meanwhile. */
    Picked onFreePorts(Ports ports) {
        return new Picked(
                ports.free(postgresPort),
                ports.free(redisPort),
                ports.free(kafkaPort),
                ports.free(kafkaControllerPort),
                postgresPassword,
                redisPassword);
    }

    /** For a process that runs these servers, and whose clients know their ports already. */
    Picked onTheSamePorts(Set<Server> wanted) {
        for (int port :
                wanted.stream().flatMap(server -> portsOf(server).stream()).toList()) {
            if (!Patience.until(() -> Ports.isFree(port), FORMER_OWNER_ENDS)) {
                throw new EmbeddedFailure("Another program took port " + port
                        + " while the embedded servers were down; end it, as the clients know no other.");
            }
        }
        return this;
    }

    /** Whether all of these answer. */
    boolean answer(Set<Server> wanted) {
        return wanted.stream().allMatch(server -> Ports.answers(portsOf(server).get(0)));
    }

    /** The one for clients first. */
    private List<Integer> portsOf(Server server) {
        return switch (server) {
            case POSTGRES -> List.of(postgresPort);
            case REDIS -> List.of(redisPort);
            case KAFKA -> List.of(kafkaPort, kafkaControllerPort);
        };
    }

    Addresses addresses() {
        return new Addresses(
                "postgresql://skein:" + postgresPassword + "@127.0.0.1:" + postgresPort + "/skein",
                "redis://:" + redisPassword + "@127.0.0.1:" + redisPort,
                "127.0.0.1:" + kafkaPort);
    }

    private static int port(Properties written, String key) {
        String value = written.getProperty(key, "0");
        return value.matches("\\d{1,5}") ? Integer.parseInt(value) : 0;
    }

    private static String password() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
