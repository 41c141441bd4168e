package social.skein.bench;

/** Reads of Skein and of a bare server with the same bytes, in turns and by the same client. */
record BaselineComparison(Measurement skein, Measurement baseline) {
    /** A bare server needs more requests before it is warm, and is done with them sooner. */
    private static final int BASELINE_WARM_UP_FACTOR = 10;

    static final String BASELINE_LABEL = "bare server, the same bytes";

    static BaselineComparison run(
            BenchContext scene, BenchDeployment stand, TimelineRead reading, BenchUsers readers, String name) {
        WorkloadSize effort = scene.size();
        ClosedLoopLoad load =
                new ClosedLoopLoad(stand.port(), reading.requests(stand.stores(), readers), WorkloadSize.CONNECTIONS);
        try (BaselineServer twin =
                BaselineServer.replaying(scene.workspace(), reading.typicalResponse(stand, readers))) {
            ClosedLoopLoad same = new ClosedLoopLoad(twin.port(), load.requests(), WorkloadSize.CONNECTIONS);
            MeasuredRounds ours = new MeasuredRounds(name + ", 20 entries", stand.cpuMeters());
            MeasuredRounds bare = new MeasuredRounds(BASELINE_LABEL, CpuMeters.ofProcess(twin.process()));
            BenchLog.info("Warming up both servers");
            MeasuredRounds.warmUp(load::run, effort.warmUpRequests(), effort.maxWarmUp());
            MeasuredRounds.warmUp(
                    same::run, (long) effort.warmUpRequests() * BASELINE_WARM_UP_FACTOR, effort.maxWarmUp());
            for (int round = 1; round <= effort.rounds(); round++) {
                BenchLog.info("Round " + round + " of " + effort.rounds());
                ours.measureRound(() -> load.run(effort.roundDuration()));
                bare.measureRound(() -> same.run(effort.roundDuration()));
            }
            return new BaselineComparison(ours.toMeasurement(), bare.toMeasurement());
        }
    }

    Measurement ratio() {
        return Measurement.ratio(skein.what() + " / bare server", skein.value(), baseline.value());
    }

    /** Without the client's share, which costs the bare server more than itself. */
    Measurement cpuRatio() {
        return Measurement.ratio(
                "  the same by CPU of the servers, stores included", cpuMillis(baseline), cpuMillis(skein));
    }

    private static double cpuMillis(Measurement figure) {
        return figure.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }
}
