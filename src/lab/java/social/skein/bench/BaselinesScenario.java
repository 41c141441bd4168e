package social.skein.bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the limits of the machine. The other scenarios measure their baselines again, alternating with the
 * measurement itself.
 */
final class BaselinesScenario implements Scenario {
    @Override
    public String name() {
        return "baselines";
    }

    @Override
    public String title() {
        return "the limits of this machine: a bare server, redis-benchmark, pgbench";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        List<Measurement> measurements = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Duration time = context.size().roundDuration();
        measurements.add(measureReplayServer(context));
        BenchLog.info("Running redis-benchmark and pgbench");
        RedisBenchmark.find(context)
                .ifPresentOrElse(
                        redis -> {
                            measurements.add(Measurement.rate("redis-benchmark -P 50, lpush", redis.pushesPerSecond()));
                            measurements.add(
                                    Measurement.rate("redis-benchmark -P 50, lrange of 20", redis.rangesPerSecond()));
                        },
                        () -> notes.add(ExternalTool.REDIS_BENCHMARK.missingNote()));
        PgBench.find(context)
                .ifPresentOrElse(
                        postgres -> {
                            postgres.selectsPerSecond(time);
                            measurements.add(Measurement.rate(
                                    "pgbench -S, a row by primary key", postgres.selectsPerSecond(time)));
                            measurements.add(Measurement.rate(
                                    "pgbench, insert of a row, fsync on", postgres.insertsPerSecond(time)));
                        },
                        () -> notes.add(ExternalTool.PGBENCH.missingNote()));
        notes.add(WorkloadSize.CONNECTIONS + " connections; 50 for redis-benchmark");
        return ScenarioResult.of(
                this,
                "the client or tool, and the server under test; Skein and the other stores are idle",
                measurements,
                notes);
    }

    private static Measurement measureReplayServer(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        BenchUsers readers = context.readers();
        deployment.warmTimelines(TimelineRead.HOME.requests(deployment.stores(), readers));
        HttpResponse<byte[]> response = TimelineRead.HOME.typicalResponse(deployment, readers);
        try (BaselineServer baselineServer = BaselineServer.replaying(context.workspace(), response)) {
            ClosedLoopLoad load = new ClosedLoopLoad(
                    baselineServer.port(),
                    TimelineRead.HOME.requests(deployment.stores(), readers),
                    WorkloadSize.CONNECTIONS);
            BenchLog.info("Warming up the bare server");
            MeasuredRounds.warmUp(
                    load::run,
                    context.size().warmUpRequests() * 10L,
                    context.size().maxWarmUp());
            MeasuredRounds rounds = new MeasuredRounds(
                    "bare server, the bytes of a home timeline", CpuMeters.ofProcess(baselineServer.process()));
            rounds.measureRound(() -> load.run(context.size().roundDuration()));
            return rounds.toMeasurement();
        }
    }
}
