package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Five times as much as the server can do, beside what it does when it is asked as much as it can do. */
final class OverloadScenario implements Scenario {
    private static final double OVERLOAD_FACTOR = 5;

    /** As many as are needed to ask for so much while some answers take their time. */
    private static final int CONNECTIONS = 256;

    /** What an app asks goes many ways through the server, each of which has to be compiled. */
    private static final int WARM_UP_FACTOR = 3;

    private static final double MIN_GOODPUT = 0.90;
    private static final double MAX_SHED_MILLIS = 10;
    private static final Duration ADAPTATION_TIME = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "five times as many requests as can be answered";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        stand.warmTimelines(TimelineRead.HOME.requests(stand.stores(), scene.readers()));
        List<byte[]> requests = AppRequestMix.generate(stand.stores(), scene.readers());
        ClosedLoopLoad load = new ClosedLoopLoad(stand.port(), requests, WorkloadSize.CONNECTIONS);
        warmUp(load, scene.size());
        boolean divided = CpuPinning.split(stand.allProcesses());
        try {
            return measure(scene, load, divided);
        } finally {
            CpuPinning.reset(stand.allProcesses());
        }
    }

    /** On all cores, since on half of them compilers are still at work when the rounds are over. */
    private static void warmUp(ClosedLoopLoad peakLoad, WorkloadSize effort) {
        BenchLog.info("Warming up");
        MeasuredRounds.warmUp(
                peakLoad::run,
                WARM_UP_FACTOR * effort.warmUpRequests(),
                effort.maxWarmUp().multipliedBy(WARM_UP_FACTOR));
        double perSecond = peakLoad.run(effort.roundDuration()).perSecond();
        new OpenLoopLoad(peakLoad.port(), peakLoad.requests(), CONNECTIONS, OVERLOAD_FACTOR * perSecond)
                .run(effort.maxWarmUp());
    }

    private ScenarioResult measure(BenchContext scene, ClosedLoopLoad peakLoad, boolean coresSplit) {
        WorkloadSize effort = scene.size();
        BenchDeployment stand = scene.deployment();
        MeasuredRounds peak = new MeasuredRounds("as much as it can: answers", stand.cpuMeters());
        OverloadRounds flood = new OverloadRounds(stand);
        peakLoad.run(ADAPTATION_TIME);
        for (int round = 1; round <= effort.rounds(); round++) {
            BenchLog.info("Round " + round + " of " + effort.rounds());
            double perSecond = peak.measureRound(() -> peakLoad.run(effort.roundDuration()))
                    .perSecond();
            flood.round(
                    new OpenLoopLoad(stand.port(), peakLoad.requests(), CONNECTIONS, OVERLOAD_FACTOR * perSecond),
                    effort.roundDuration());
        }
        stand.settle();
        return section(peak.toMeasurement(), flood, coresSplit);
    }

    /** What came of asking for too much, in all rounds. */
    private static final class OverloadRounds {
        private final BenchDeployment stand;
        private final List<OpenLoopLoad.Outcome> outcomes = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private double shedPosts;

        OverloadRounds(BenchDeployment stand) {
            this.stand = stand;
        }

        /** The first seconds of a flood do not count: it takes that long to find out how much can be done at once. */
        void round(OpenLoopLoad load, Duration time) {
            load.run(ADAPTATION_TIME);
            double refused = postsShedSoFar();
            CpuMeters.CpuTimes before = stand.cpuMeters().read();
            OpenLoopLoad.Outcome outcome = load.run(time);
            CpuMeters.CpuTimes spent = stand.cpuMeters().read().since(before);
            outcomes.add(outcome);
            cpu.add(spent.server().plus(spent.stores()).toNanos() / 1e6 / outcome.okNanos().length);
            shedPosts += postsShedSoFar() - refused;
        }

        private double postsShedSoFar() {
            return stand.sumMetric("skein_http_shed_total{rank=\"first\"}");
        }

        double sentPerSecond() {
            return MeasuredRounds.median(
                    outcomes.stream().map(OpenLoopLoad.Outcome::sentPerSecond).toList());
        }

        double servedPerSecond() {
            return MeasuredRounds.median(
                    outcomes.stream().map(OpenLoopLoad.Outcome::servedPerSecond).toList());
        }

        /** CPU milliseconds of the server and its stores for each answer, with all the refusals beside it. */
        double cpu() {
            return MeasuredRounds.median(cpu);
        }

        Latency okLatency() {
            return latency(OpenLoopLoad.Outcome::okNanos);
        }

        Latency shedLatency() {
            return latency(OpenLoopLoad.Outcome::shedNanos);
        }

        private Latency latency(Function<OpenLoopLoad.Outcome, long[]> nanos) {
            return Latency.of(
                    outcomes.stream().map(nanos).flatMapToLong(LongStream::of).toArray());
        }

        String summary() {
            double requests = outcomes.stream()
                    .mapToDouble(round -> round.sentPerSecond() * round.seconds())
                    .sum();
            return String.format(
                    "%,.0f of %,.0f posts were refused; %,d requests were answered with something else than 200 or 503,"
                            + " %,d were due when no connection was idle",
                    shedPosts,
                    AppRequestMix.WRITE_SHARE * requests,
                    outcomes.stream()
                            .mapToLong(OpenLoopLoad.Outcome::otherStatuses)
                            .sum(),
                    outcomes.stream().mapToLong(OpenLoopLoad.Outcome::unsent).sum());
        }
    }

    private static double cpu(Measurement figure) {
        return figure.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }

    private ScenarioResult section(Measurement peak, OverloadRounds flood, boolean coresSplit) {
        Latency refusals = flood.shedLatency();
        return ScenarioResult.of(
                this,
                coresSplit
                        ? "Skein and its stores on one half of the cores, the client on the other"
                        : "the client, Skein, PostgreSQL, Redis and Kafka",
                List.of(
                        peak,
                        Measurement.rate("five times that: requests", flood.sentPerSecond()),
                        Measurement.rate("  of them answered with 200", flood.servedPerSecond()),
                        Measurement.ratio("answers / as much as it can", flood.servedPerSecond(), peak.value())
                                .withThreshold(Measurement.Threshold.atLeast(MIN_GOODPUT)),
                        Measurement.ratio("  the same by CPU of the server and its stores", cpu(peak), flood.cpu()),
                        Measurement.ofLatency("answers then: p50", flood.okLatency()),
                        Measurement.ofLatency("refusals: p50", refusals),
                        Measurement.amount("refusals: p99", refusals.p99(), "ms")
                                .withThreshold(Measurement.Threshold.atMost(MAX_SHED_MILLIS))),
                List.of(
                        "of forty requests 24 are for home, 5 each for notifications, a thread and a profile's posts, one"
                                + " is a search or, one time in ten, a post; " + WorkloadSize.CONNECTIONS + " and "
                                + CONNECTIONS + " connections",
                        flood.summary()));
    }
}
