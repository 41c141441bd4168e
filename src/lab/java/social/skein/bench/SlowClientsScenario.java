package social.skein.bench;

import java.util.List;
import java.util.stream.Stream;
import social.skein.support.SlowClients;

/** Measures home reads with and without 1,500 connections of clients that send and read byte by byte. */
final class SlowClientsScenario implements Scenario {
    private static final int CLIENTS_PER_KIND = 500;
    private static final double MAX_P99_RATIO = 2;

    @Override
    public String name() {
        return "slow-clients";
    }

    @Override
    public String title() {
        return "GET the home timeline with 500 slow headers, 500 slow bodies and 500 slow readers";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        WorkloadSize size = context.size();
        List<byte[]> requests = TimelineRead.HOME.requests(deployment.stores(), context.readers());
        deployment.warmTimelines(requests);
        ClosedLoopLoad load = new ClosedLoopLoad(deployment.port(), requests, WorkloadSize.CONNECTIONS);
        BenchLog.info("Warming up");
        MeasuredRounds.warmUp(load::run, size.warmUpRequests(), size.maxWarmUp());
        MeasuredRounds alone = new MeasuredRounds("alone", deployment.cpuMeters());
        MeasuredRounds withSlowClients = new MeasuredRounds("with slow clients", deployment.cpuMeters());
        double connections = Double.MAX_VALUE;
        for (int round = 1; round <= size.rounds(); round++) {
            BenchLog.info("Round " + round + " of " + size.rounds());
            alone.measureRound(() -> load.run(size.roundDuration()));
            try (SlowClients slowClients = SlowClients.open(CLIENTS_PER_KIND, deployment.port())) {
                withSlowClients.measureRound(() -> load.run(size.roundDuration()));
                connections = Math.min(connections, deployment.sumMetric("skein_http_connections"));
            }
        }
        return section(alone.toMeasurement(), withSlowClients.toMeasurement(), connections);
    }

    private ScenarioResult section(Measurement alone, Measurement withSlowClients, double connections) {
        long failures = Stream.of(alone, withSlowClients)
                .mapToLong(measurement -> measurement.cost().orElseThrow().failures())
                .sum();
        return ScenarioResult.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka, and the slow clients",
                List.of(
                        alone,
                        withSlowClients,
                        Measurement.ratio("p99 with slow clients / alone", p99(withSlowClients), p99(alone))
                                .withThreshold(Measurement.Threshold.atMost(MAX_P99_RATIO)),
                        Measurement.ratio(
                                "responses with slow clients / alone", withSlowClients.value(), alone.value())),
                List.of(String.format(
                        "%,.0f connections were open at the end of each round; the status of %,d responses was not 200",
                        connections, failures)));
    }

    private static double p99(Measurement measurement) {
        return measurement.latency().orElseThrow().p99();
    }
}
