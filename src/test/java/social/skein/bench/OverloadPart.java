package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Five times as much as the server can do, beside what it does when it is asked as much as it can do. */
final class OverloadPart implements Part {
    private static final double TIMES = 5;

    /** As many as are needed to ask for so much while some answers take their time. */
    private static final int CONNECTIONS = 256;

    /** What an app asks goes many ways through the server, each of which has to be compiled. */
    private static final int TIMES_WARMER = 3;

    private static final double GOODPUT = 0.90;
    private static final double REFUSAL_MILLIS = 10;
    private static final Duration TO_GET_USED = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "overload";
    }

    @Override
    public String title() {
        return "five times as many requests as can be answered";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        stand.enliven(Reading.HOME.requests(stand.stores(), scene.readers()));
        List<byte[]> requests = AppRequests.of(stand.stores(), scene.readers());
        Load load = new Load(stand.port(), requests, Effort.CONNECTIONS);
        warmUp(load, scene.effort());
        boolean divided = Cores.divide(stand.processes());
        try {
            return measure(scene, load, divided);
        } finally {
            Cores.share(stand.processes());
        }
    }

    /** On all cores, since on half of them compilers are still at work when the rounds are over. */
    private static void warmUp(Load most, Effort effort) {
        Say.that("Warming up");
        Series.warmUp(
                most::run,
                TIMES_WARMER * effort.warmUp(),
                effort.longestWarmUp().multipliedBy(TIMES_WARMER));
        double perSecond = most.run(effort.round()).perSecond();
        new OpenLoad(most.port(), most.requests(), CONNECTIONS, TIMES * perSecond).run(effort.longestWarmUp());
    }

    private Section measure(Scene scene, Load most, boolean divided) {
        Effort effort = scene.effort();
        Stand stand = scene.stand();
        Series peak = new Series("as much as it can: answers", stand.meters());
        Flood flood = new Flood(stand);
        most.run(TO_GET_USED);
        for (int round = 1; round <= effort.rounds(); round++) {
            Say.that("Round " + round + " of " + effort.rounds());
            double perSecond = peak.round(() -> most.run(effort.round())).perSecond();
            flood.round(new OpenLoad(stand.port(), most.requests(), CONNECTIONS, TIMES * perSecond), effort.round());
        }
        stand.settle();
        return section(peak.figure(), flood, divided);
    }

    /** What came of asking for too much, in all rounds. */
    private static final class Flood {
        private final Stand stand;
        private final List<OpenLoad.Outcome> outcomes = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private double refusedPosts;

        Flood(Stand stand) {
            this.stand = stand;
        }

        /** The first seconds of a flood do not count: it takes that long to find out how much can be done at once. */
        void round(OpenLoad load, Duration time) {
            load.run(TO_GET_USED);
            double refused = postsRefusedSoFar();
            Meters.Reading before = stand.meters().read();
            OpenLoad.Outcome outcome = load.run(time);
            Meters.Reading spent = stand.meters().read().since(before);
            outcomes.add(outcome);
            cpu.add(spent.server().plus(spent.stores()).toNanos() / 1e6 / outcome.served().length);
            refusedPosts += postsRefusedSoFar() - refused;
        }

        private double postsRefusedSoFar() {
            return stand.sum("skein_http_shed_total{rank=\"first\"}");
        }

        double sentPerSecond() {
            return Series.median(
                    outcomes.stream().map(OpenLoad.Outcome::sentPerSecond).toList());
        }

        double servedPerSecond() {
            return Series.median(
                    outcomes.stream().map(OpenLoad.Outcome::servedPerSecond).toList());
        }

        /** CPU milliseconds of the server and its stores for each answer, with all the refusals beside it. */
        double cpu() {
            return Series.median(cpu);
        }

        Latency served() {
            return latency(OpenLoad.Outcome::served);
        }

        Latency refused() {
            return latency(OpenLoad.Outcome::refused);
        }

        private Latency latency(Function<OpenLoad.Outcome, long[]> nanos) {
            return Latency.of(
                    outcomes.stream().map(nanos).flatMapToLong(LongStream::of).toArray());
        }

        String told() {
            double requests = outcomes.stream()
                    .mapToDouble(round -> round.sentPerSecond() * round.seconds())
                    .sum();
            return String.format(
                    "%,.0f of %,.0f posts were refused; %,d requests were answered with something else than 200 or 503,"
                            + " %,d were due when no connection was idle",
                    refusedPosts,
                    AppRequests.WRITES * requests,
                    outcomes.stream().mapToLong(OpenLoad.Outcome::others).sum(),
                    outcomes.stream().mapToLong(OpenLoad.Outcome::unsent).sum());
        }
    }

    private static double cpu(Figure figure) {
        return figure.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }

    private Section section(Figure peak, Flood flood, boolean divided) {
        Latency refusals = flood.refused();
        return Section.of(
                this,
                divided
                        ? "Skein and its stores on one half of the cores, the client on the other"
                        : "the client, Skein, PostgreSQL, Redis and Kafka",
                List.of(
                        peak,
                        Figure.rate("five times that: requests", flood.sentPerSecond()),
                        Figure.rate("  of them answered with 200", flood.servedPerSecond()),
                        Figure.ratio("answers / as much as it can", flood.servedPerSecond(), peak.value())
                                .aimedAt(Figure.Aim.atLeast(GOODPUT)),
                        Figure.ratio("  the same by CPU of the server and its stores", cpu(peak), flood.cpu()),
                        Figure.waiting("answers then: p50", flood.served()),
                        Figure.waiting("refusals: p50", refusals),
                        Figure.amount("refusals: p99", refusals.p99(), "ms")
                                .aimedAt(Figure.Aim.atMost(REFUSAL_MILLIS))),
                List.of(
                        "of forty requests 24 are for home, 5 each for notifications, a thread and a profile's posts, one"
                                + " is a search or, one time in ten, a post; " + Effort.CONNECTIONS + " and "
                                + CONNECTIONS + " connections",
                        flood.told()));
    }
}
