package social.skein.bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the machine allows: the other parts measure again those they stand beside, in turns with what they measure. */
final class BaselinesScenario implements Scenario {
    @Override
    public String name() {
        return "baselines";
    }

    @Override
    public String title() {
        return "what this machine allows: a bare server, redis-benchmark, pgbench";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        List<Measurement> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Duration time = scene.size().roundDuration();
        figures.add(measureReplayServer(scene));
        BenchLog.info("Asking redis-benchmark and pgbench");
        RedisBenchmark.find(scene)
                .ifPresentOrElse(
                        redis -> {
                            figures.add(Measurement.rate("redis-benchmark -P 50, lpush", redis.pushesPerSecond()));
                            figures.add(
                                    Measurement.rate("redis-benchmark -P 50, lrange of 20", redis.rangesPerSecond()));
                        },
                        () -> notes.add(ExternalTool.REDIS_BENCHMARK.missingNote()));
        PgBench.find(scene)
                .ifPresentOrElse(
                        postgres -> {
                            postgres.selectsPerSecond(time);
                            figures.add(
                                    Measurement.rate("pgbench -S, a row by its key", postgres.selectsPerSecond(time)));
                            figures.add(Measurement.rate(
                                    "pgbench, insert of a row, fsync on", postgres.insertsPerSecond(time)));
                        },
                        () -> notes.add(ExternalTool.PGBENCH.missingNote()));
        notes.add(WorkloadSize.CONNECTIONS + " connections; 50 of redis-benchmark");
        return ScenarioResult.of(
                this, "the client or tool, and the server it asks; Skein and the other stores idle", figures, notes);
    }

    private static Measurement measureReplayServer(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        BenchUsers readers = scene.readers();
        stand.warmTimelines(TimelineRead.HOME.requests(stand.stores(), readers));
        HttpResponse<byte[]> home = TimelineRead.HOME.typicalResponse(stand, readers);
        try (BaselineServer bare = BaselineServer.replaying(scene.workspace(), home)) {
            ClosedLoopLoad load = new ClosedLoopLoad(
                    bare.port(), TimelineRead.HOME.requests(stand.stores(), readers), WorkloadSize.CONNECTIONS);
            BenchLog.info("Warming up the bare server");
            MeasuredRounds.warmUp(
                    load::run, scene.size().warmUpRequests() * 10L, scene.size().maxWarmUp());
            MeasuredRounds series =
                    new MeasuredRounds("bare server, the bytes of home", CpuMeters.ofProcess(bare.process()));
            series.measureRound(() -> load.run(scene.size().roundDuration()));
            return series.toMeasurement();
        }
    }
}
