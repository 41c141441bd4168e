package social.skein.bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the machine allows: the other parts measure again those they stand beside, in turns with what they measure. */
final class CeilingsPart implements Part {
    @Override
    public String name() {
        return "ceilings";
    }

    @Override
    public String title() {
        return "what this machine allows: a bare server, redis-benchmark, pgbench";
    }

    @Override
    public Section measure(Scene scene) {
        List<Figure> figures = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Duration time = scene.effort().round();
        figures.add(bare(scene));
        Say.that("Asking redis-benchmark and pgbench");
        RedisCeiling.of(scene)
                .ifPresentOrElse(
                        redis -> {
                            figures.add(Figure.rate("redis-benchmark -P 50, lpush", redis.pushes()));
                            figures.add(Figure.rate("redis-benchmark -P 50, lrange of 20", redis.ranges()));
                        },
                        () -> notes.add(Tool.REDIS_BENCHMARK.missing()));
        PostgresCeiling.of(scene)
                .ifPresentOrElse(
                        postgres -> {
                            postgres.selects(time);
                            figures.add(Figure.rate("pgbench -S, a row by its key", postgres.selects(time)));
                            figures.add(Figure.rate("pgbench, insert of a row, fsync on", postgres.inserts(time)));
                        },
                        () -> notes.add(Tool.PGBENCH.missing()));
        notes.add(Effort.CONNECTIONS + " connections; 50 of redis-benchmark");
        return Section.of(
                this, "the client or tool, and the server it asks; Skein and the other stores idle", figures, notes);
    }

    private static Figure bare(Scene scene) {
        Stand stand = scene.stand();
        Crowd readers = scene.readers();
        stand.enliven(Reading.HOME.requests(stand.stores(), readers));
        HttpResponse<byte[]> home = Reading.HOME.typical(stand, readers);
        try (Bare bare = Bare.like(scene.premises(), home)) {
            Load load = new Load(bare.port(), Reading.HOME.requests(stand.stores(), readers), Effort.CONNECTIONS);
            Say.that("Warming up the bare server");
            Series.warmUp(
                    load::run, scene.effort().warmUp() * 10L, scene.effort().longestWarmUp());
            Series series = new Series("bare server, the bytes of home", Meters.of(bare.process()));
            series.round(() -> load.run(scene.effort().round()));
            return series.figure();
        }
    }
}
