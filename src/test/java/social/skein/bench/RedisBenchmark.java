package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Redis does when nobody thinks: {@code redis-benchmark} with 50 commands a round trip, on the Redis of the stand. */
final class RedisBenchmark {
    private static final String COMMANDS = "1000000";
    private static final String KEY = "mylist";

    private final BenchWorkspace premises;
    private final Path program;
    private final StoreAccess.StoreAddress redis;

    private RedisBenchmark(BenchWorkspace premises, Path program, StoreAccess.StoreAddress redis) {
        this.premises = premises;
        this.program = program;
        this.redis = redis;
    }

    static Optional<RedisBenchmark> find(BenchContext scene) {
        return ExternalTool.REDIS_BENCHMARK
                .find()
                .map(program -> new RedisBenchmark(
                        scene.workspace(), program, scene.deployment().stores().redis()));
    }

    double pushesPerSecond() {
        double perSecond = run("-t", "lpush");
        try (RawRedisClient line = new RawRedisClient(redis)) {
            line.executeLong("DEL", KEY);
        }
        return perSecond;
    }

    /** Reads of 20 entries from a list of a timeline's length. */
    double rangesPerSecond() {
        try (RawRedisClient line = new RawRedisClient(redis)) {
            for (int i = 0; i < 800; i++) {
                line.executeLong("RPUSH", KEY, Long.toString(116_000_000_000_000_000L + i));
            }
            double perSecond = run("lrange", KEY, "-20", "-1");
            line.executeLong("DEL", KEY);
            return perSecond;
        }
    }

    private double run(String... what) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "-p", redis.port(), "-a", redis.password(), "-P", "50", "-n", COMMANDS, "--csv"));
        command.addAll(List.of(what));
        String[] lines = premises.runTool(command, Map.of()).strip().split("\n");
        return Double.parseDouble(lines[lines.length - 1].split("\",\"")[1]);
    }
}
