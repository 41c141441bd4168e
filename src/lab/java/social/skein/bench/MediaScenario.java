package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Measures uploads of photos against the bare decoder, and home reads while a hundred uploads are in flight. */
final class MediaScenario implements Scenario {
    private static final int UPLOADS = 100;

    /** Leaves room for the decoders on the same cores, as a server has that is not overloaded. */
    private static final double SHARE_OF_PEAK_RATE = 0.1;

    private static final double MAX_P99_RATIO = 1.2;
    private static final double MIN_SPEED = 0.6;

    @Override
    public String name() {
        return "media";
    }

    @Override
    public String title() {
        return "uploads of 12-megapixel photos against the bare decoder, and GET the home timeline during uploads";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        WorkloadSize size = context.size();
        BenchPhoto photo = new BenchPhoto();
        List<byte[]> reads = TimelineRead.HOME.requests(deployment.stores(), context.readers());
        deployment.warmTimelines(reads);
        ClosedLoopLoad peak = new ClosedLoopLoad(deployment.port(), reads, WorkloadSize.CONNECTIONS);
        BenchLog.info("Warming up");
        MeasuredRounds.warmUp(peak::run, size.warmUpRequests(), size.maxWarmUp());
        double rate = SHARE_OF_PEAK_RATE * peak.run(size.roundDuration()).perSecond();
        OpenLoopLoad load = new OpenLoopLoad(deployment.port(), reads, WorkloadSize.CONNECTIONS, rate);
        Uploads uploads = new Uploads(deployment, context.readers(), photo.jpeg());
        uploads.measureWhile(() -> load.run(size.maxWarmUp()));
        List<OpenLoopLoad.Outcome> alone = new ArrayList<>();
        List<OpenLoopLoad.Outcome> during = new ArrayList<>();
        uploads.reset();
        for (int round = 1; round <= size.rounds(); round++) {
            BenchLog.info("Round " + round + " of " + size.rounds());
            alone.add(load.run(size.roundDuration()));
            uploads.measureWhile(() -> during.add(load.run(size.roundDuration().multipliedBy(2))));
        }
        uploads.reset();
        uploads.measureWhile(
                () -> BenchPolling.sleep(size.roundDuration().multipliedBy(3).toMillis()));
        return section(uploads, photo, size, latency(alone), latency(during), rate);
    }

    /** Uploads in flight, their number and the CPU time of the server and its stores for them. */
    private static final class Uploads {
        private final BenchDeployment deployment;
        private final BenchUsers users;
        private final byte[] photo;
        private long responses;
        private long failures;
        private double cpuMillis;

        Uploads(BenchDeployment deployment, BenchUsers users, byte[] photo) {
            this.deployment = deployment;
            this.users = users;
            this.photo = photo;
        }

        void reset() {
            responses = 0;
            cpuMillis = 0;
        }

        /** Ends when all uploads are processed, so that their whole cost is measured. */
        void measureWhile(Runnable reading) {
            CpuMeters.CpuTimes before = deployment.cpuMeters().read();
            UploadLoad load = UploadLoad.start(deployment.port(), users, photo, UPLOADS);
            try (load) {
                reading.run();
            }
            deployment.settle();
            CpuMeters.CpuTimes spent = deployment.cpuMeters().read().since(before);
            responses += load.responses();
            failures += load.failures();
            cpuMillis += spent.server().plus(spent.stores()).toNanos() / 1e6;
        }

        double cpuMillisEach() {
            return cpuMillis / responses;
        }
    }

    private static Latency latency(List<OpenLoopLoad.Outcome> outcomes) {
        return Latency.of(outcomes.stream()
                .flatMapToLong(outcome -> LongStream.of(outcome.okNanos()))
                .toArray());
    }

    private ScenarioResult section(
            Uploads uploads, BenchPhoto photo, WorkloadSize size, Latency alone, Latency during, double rate) {
        double decode = photo.decodeMillis(size.roundDuration());
        double recode = photo.recodeMillis(size.roundDuration());
        return ScenarioResult.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        Measurement.rate("photos per core: the whole upload", 1000 / uploads.cpuMillisEach()),
                        Measurement.rate("  decoded by the JDK", 1000 / decode),
                        Measurement.rate("  decoded and encoded by the JDK", 1000 / recode),
                        Measurement.ratio("uploads / decoded", decode, uploads.cpuMillisEach()),
                        Measurement.ratio("uploads / decoded and encoded", recode, uploads.cpuMillisEach())
                                .withThreshold(Measurement.Threshold.atLeast(MIN_SPEED)),
                        Measurement.ofLatency("home alone: p50", alone),
                        Measurement.amount("home alone: p99", alone.p99(), "ms"),
                        Measurement.ofLatency("home during uploads: p50", during),
                        Measurement.amount("home during uploads: p99", during.p99(), "ms"),
                        Measurement.ratio("p99 during uploads / alone", during.p99(), alone.p99())
                                .withThreshold(Measurement.Threshold.atMost(MAX_P99_RATIO))),
                List.of(
                        String.format(
                                "%d uploads in flight of a JPEG of %,d KB; home is read %,.0f times a second, a tenth of"
                                        + " the peak rate; %d uploads failed",
                                UPLOADS, photo.jpeg().length >> 10, rate, uploads.failures),
                        "photos per core are those per second of CPU time of the server and its stores; the decoder has"
                                + " one core to itself"));
    }
}
