package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Measures the server at five times its sustainable rate, against the sustainable rate itself. */
final class OverloadScenario implements Scenario {
    private static final double OVERLOAD_FACTOR = 5;

    /** Enough connections for the overload rate while some responses are slow. */
    private static final int CONNECTIONS = 256;

    /** The request mix uses many code paths, each of which the JIT has to compile. */
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
        return "app requests at five times the sustainable rate";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        deployment.warmTimelines(TimelineRead.HOME.requests(deployment.stores(), context.readers()));
        List<byte[]> requests = AppRequestMix.generate(deployment.stores(), context.readers());
        ClosedLoopLoad load = new ClosedLoopLoad(deployment.port(), requests, WorkloadSize.CONNECTIONS);
        warmUp(load, context.size());
        boolean coresSplit = CpuPinning.split(deployment.allProcesses());
        try {
            return measure(context, load, coresSplit);
        } finally {
            CpuPinning.reset(deployment.allProcesses());
        }
    }

    /** Warms up on all cores, since on half of them the JIT would still be compiling when the rounds are over. */
    private static void warmUp(ClosedLoopLoad peakLoad, WorkloadSize size) {
        BenchLog.info("Warming up");
        MeasuredRounds.warmUp(
                peakLoad::run,
                WARM_UP_FACTOR * size.warmUpRequests(),
                size.maxWarmUp().multipliedBy(WARM_UP_FACTOR));
        double perSecond = peakLoad.run(size.roundDuration()).perSecond();
        new OpenLoopLoad(peakLoad.port(), peakLoad.requests(), CONNECTIONS, OVERLOAD_FACTOR * perSecond)
                .run(size.maxWarmUp());
    }

    private ScenarioResult measure(BenchContext context, ClosedLoopLoad peakLoad, boolean coresSplit) {
        WorkloadSize size = context.size();
        BenchDeployment deployment = context.deployment();
        MeasuredRounds peak = new MeasuredRounds("sustainable rate: responses", deployment.cpuMeters());
        OverloadRounds overload = new OverloadRounds(deployment);
        peakLoad.run(ADAPTATION_TIME);
        for (int round = 1; round <= size.rounds(); round++) {
            BenchLog.info("Round " + round + " of " + size.rounds());
            double perSecond =
                    peak.measureRound(() -> peakLoad.run(size.roundDuration())).perSecond();
            overload.round(
                    new OpenLoopLoad(deployment.port(), peakLoad.requests(), CONNECTIONS, OVERLOAD_FACTOR * perSecond),
                    size.roundDuration());
        }
        deployment.settle();
        return section(peak.toMeasurement(), overload, coresSplit);
    }

    /** The results of all rounds at the overload rate. */
    private static final class OverloadRounds {
        private final BenchDeployment deployment;
        private final List<OpenLoopLoad.Outcome> outcomes = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private double shedPosts;

        OverloadRounds(BenchDeployment deployment) {
            this.deployment = deployment;
        }

        /** Excludes the first seconds of overload, in which the server adapts its concurrency limit. */
        void round(OpenLoopLoad load, Duration time) {
            load.run(ADAPTATION_TIME);
            double shedBefore = postsShedSoFar();
            CpuMeters.CpuTimes before = deployment.cpuMeters().read();
            OpenLoopLoad.Outcome outcome = load.run(time);
            CpuMeters.CpuTimes spent = deployment.cpuMeters().read().since(before);
            outcomes.add(outcome);
            cpu.add(spent.server().plus(spent.stores()).toNanos() / 1e6 / outcome.okNanos().length);
            shedPosts += postsShedSoFar() - shedBefore;
        }

        private double postsShedSoFar() {
            return deployment.sumMetric("skein_http_shed_total{rank=\"first\"}");
        }

        double sentPerSecond() {
            return MeasuredRounds.median(
                    outcomes.stream().map(OpenLoopLoad.Outcome::sentPerSecond).toList());
        }

        double servedPerSecond() {
            return MeasuredRounds.median(
                    outcomes.stream().map(OpenLoopLoad.Outcome::servedPerSecond).toList());
        }

        /** Returns the CPU milliseconds of the server and its stores per successful response; rejections count. */
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
                    "%,.0f of %,.0f posts were rejected; %,d responses had a status other than 200 and 503,"
                            + " %,d requests were due while no connection was idle",
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

    private ScenarioResult section(Measurement peak, OverloadRounds overload, boolean coresSplit) {
        Latency rejections = overload.shedLatency();
        return ScenarioResult.of(
                this,
                coresSplit
                        ? "Skein and its stores on one half of the cores, the client on the other"
                        : "the client, Skein, PostgreSQL, Redis and Kafka",
                List.of(
                        peak,
                        Measurement.rate("five times that: requests", overload.sentPerSecond()),
                        Measurement.rate("  responses with status 200", overload.servedPerSecond()),
                        Measurement.ratio("responses / sustainable rate", overload.servedPerSecond(), peak.value())
                                .withThreshold(Measurement.Threshold.atLeast(MIN_GOODPUT)),
                        Measurement.ratio("  the same by CPU of the server and its stores", cpu(peak), overload.cpu()),
                        Measurement.ofLatency("responses under overload: p50", overload.okLatency()),
                        Measurement.ofLatency("rejections: p50", rejections),
                        Measurement.amount("rejections: p99", rejections.p99(), "ms")
                                .withThreshold(Measurement.Threshold.atMost(MAX_SHED_MILLIS))),
                List.of(
                        "of forty requests 24 are for home, 5 each for notifications, threads and account timelines,"
                                + " and one is a search or, for one account in ten, a post; "
                                + WorkloadSize.CONNECTIONS + " and " + CONNECTIONS + " connections",
                        overload.summary()));
    }
}
