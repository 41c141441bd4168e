package social.skein.bench;

/** Reads from Skein and from a bare server that sends the same bytes, alternating and by the same client. */
record BaselineComparison(Measurement skein, Measurement baseline) {
    /** A bare server needs more requests to warm up, and handles them faster. */
    private static final int BASELINE_WARM_UP_FACTOR = 10;

    static final String BASELINE_LABEL = "bare server, the same bytes";

    static BaselineComparison run(
            BenchContext context, BenchDeployment deployment, TimelineRead timeline, BenchUsers readers, String name) {
        WorkloadSize size = context.size();
        ClosedLoopLoad load = new ClosedLoopLoad(
                deployment.port(), timeline.requests(deployment.stores(), readers), WorkloadSize.CONNECTIONS);
        try (BaselineServer baselineServer =
                BaselineServer.replaying(context.workspace(), timeline.typicalResponse(deployment, readers))) {
            ClosedLoopLoad baselineLoad =
                    new ClosedLoopLoad(baselineServer.port(), load.requests(), WorkloadSize.CONNECTIONS);
            MeasuredRounds skeinRounds = new MeasuredRounds(name + ", 20 entries", deployment.cpuMeters());
            MeasuredRounds baselineRounds =
                    new MeasuredRounds(BASELINE_LABEL, CpuMeters.ofProcess(baselineServer.process()));
            BenchLog.info("Warming up both servers");
            MeasuredRounds.warmUp(load::run, size.warmUpRequests(), size.maxWarmUp());
            MeasuredRounds.warmUp(
                    baselineLoad::run, (long) size.warmUpRequests() * BASELINE_WARM_UP_FACTOR, size.maxWarmUp());
            for (int round = 1; round <= size.rounds(); round++) {
                BenchLog.info("Round " + round + " of " + size.rounds());
                skeinRounds.measureRound(() -> load.run(size.roundDuration()));
                baselineRounds.measureRound(() -> baselineLoad.run(size.roundDuration()));
            }
            return new BaselineComparison(skeinRounds.toMeasurement(), baselineRounds.toMeasurement());
        }
    }

    Measurement ratio() {
        return Measurement.ratio(skein.what() + " / bare server", skein.value(), baseline.value());
    }

    /** Excludes the client's CPU time, which for the bare server exceeds its own. */
    Measurement cpuRatio() {
        return Measurement.ratio(
                "  the same by CPU of the servers, including stores", cpuMillis(baseline), cpuMillis(skein));
    }

    private static double cpuMillis(Measurement measurement) {
        return measurement.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }
}
