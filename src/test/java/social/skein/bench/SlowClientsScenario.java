package social.skein.bench;

import java.util.List;
import java.util.stream.Stream;
import social.skein.support.SlowClients;

/** What people wait for home while fifteen hundred connections are held by who sends and reads byte by byte, and without. */
final class SlowClientsScenario implements Scenario {
    private static final int CLIENTS_PER_KIND = 500;
    private static final double MAX_P99_RATIO = 2;

    @Override
    public String name() {
        return "slow-clients";
    }

    @Override
    public String title() {
        return "GET the home timeline beside 500 slow heads, 500 slow bodies and 500 slow readers";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        WorkloadSize effort = scene.size();
        List<byte[]> requests = TimelineRead.HOME.requests(stand.stores(), scene.readers());
        stand.warmTimelines(requests);
        ClosedLoopLoad load = new ClosedLoopLoad(stand.port(), requests, WorkloadSize.CONNECTIONS);
        BenchLog.info("Warming up");
        MeasuredRounds.warmUp(load::run, effort.warmUpRequests(), effort.maxWarmUp());
        MeasuredRounds alone = new MeasuredRounds("alone", stand.cpuMeters());
        MeasuredRounds beside = new MeasuredRounds("beside them", stand.cpuMeters());
        double held = Double.MAX_VALUE;
        for (int round = 1; round <= effort.rounds(); round++) {
            BenchLog.info("Round " + round + " of " + effort.rounds());
            alone.measureRound(() -> load.run(effort.roundDuration()));
            try (SlowClients slow = SlowClients.open(CLIENTS_PER_KIND, stand.port())) {
                beside.measureRound(() -> load.run(effort.roundDuration()));
                held = Math.min(held, stand.sumMetric("skein_http_connections"));
            }
        }
        return section(alone.toMeasurement(), beside.toMeasurement(), held);
    }

    private ScenarioResult section(Measurement alone, Measurement beside, double held) {
        long failures = Stream.of(alone, beside)
                .mapToLong(figure -> figure.cost().orElseThrow().failures())
                .sum();
        return ScenarioResult.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka, and the slow ones",
                List.of(
                        alone,
                        beside,
                        Measurement.ratio("p99 beside them / alone", p99(beside), p99(alone))
                                .withThreshold(Measurement.Threshold.atMost(MAX_P99_RATIO)),
                        Measurement.ratio("answers beside them / alone", beside.value(), alone.value())),
                List.of(String.format(
                        "%,.0f connections were held when each round ended; %,d answers were something else than 200",
                        held, failures)));
    }

    private static double p99(Measurement figure) {
        return figure.latency().orElseThrow().p99();
    }
}
