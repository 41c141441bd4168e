package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Redis does when nobody thinks: {@code redis-benchmark} with 50 commands a round trip, on the Redis of the stand. */
final class RedisCeiling {
    private static final String COMMANDS = "1000000";
    private static final String LIST = "mylist";

    private final Premises premises;
    private final Path program;
    private final Stores.Server redis;

    private RedisCeiling(Premises premises, Path program, Stores.Server redis) {
        this.premises = premises;
        this.program = program;
        this.redis = redis;
    }

    static Optional<RedisCeiling> of(Scene scene) {
        return Tool.REDIS_BENCHMARK
                .found()
                .map(program -> new RedisCeiling(
                        scene.premises(), program, scene.stand().stores().redis()));
    }

    double pushes() {
        double perSecond = perSecond("-t", "lpush");
        try (RedisLine line = new RedisLine(redis)) {
            line.number("DEL", LIST);
        }
        return perSecond;
    }

    /** Reads of 20 entries from a list of a timeline's length. */
    double ranges() {
        try (RedisLine line = new RedisLine(redis)) {
            for (int i = 0; i < 800; i++) {
                line.number("RPUSH", LIST, Long.toString(116_000_000_000_000_000L + i));
            }
            double perSecond = perSecond("lrange", LIST, "-20", "-1");
            line.number("DEL", LIST);
            return perSecond;
        }
    }

    private double perSecond(String... what) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "-p", redis.port(), "-a", redis.password(), "-P", "50", "-n", COMMANDS, "--csv"));
        command.addAll(List.of(what));
        String[] lines = premises.says(command, Map.of()).strip().split("\n");
        return Double.parseDouble(lines[lines.length - 1].split("\",\"")[1]);
    }
}
