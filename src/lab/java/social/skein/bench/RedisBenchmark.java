package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the Redis of the deployment alone, with {@code redis-benchmark} and 50 commands per round trip. */
final class RedisBenchmark {
    private static final String COMMANDS = "1000000";
    private static final String KEY = "mylist";

    private final BenchWorkspace workspace;
    private final Path program;
    private final StoreAccess.StoreAddress redis;

    private RedisBenchmark(BenchWorkspace workspace, Path program, StoreAccess.StoreAddress redis) {
        this.workspace = workspace;
        this.program = program;
        this.redis = redis;
    }

    static Optional<RedisBenchmark> find(BenchContext context) {
        return ExternalTool.REDIS_BENCHMARK
                .find()
                .map(program -> new RedisBenchmark(
                        context.workspace(),
                        program,
                        context.deployment().stores().redis()));
    }

    double pushesPerSecond() {
        double perSecond = run("-t", "lpush");
        try (RawRedisClient client = new RawRedisClient(redis)) {
            client.executeLong("DEL", KEY);
        }
        return perSecond;
    }

    /** Returns reads per second of 20 entries from a list of a timeline's length. */
    double rangesPerSecond() {
        try (RawRedisClient client = new RawRedisClient(redis)) {
            for (int i = 0; i < 800; i++) {
                client.executeLong("RPUSH", KEY, Long.toString(116_000_000_000_000_000L + i));
            }
            double perSecond = run("lrange", KEY, "-20", "-1");
            client.executeLong("DEL", KEY);
            return perSecond;
        }
    }

    private double run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "-p", redis.port(), "-a", redis.password(), "-P", "50", "-n", COMMANDS, "--csv"));
        command.addAll(List.of(arguments));
        String[] lines = workspace.runTool(command, Map.of()).strip().split("\n");
        return Double.parseDouble(lines[lines.length - 1].split("\",\"")[1]);
    }
}
