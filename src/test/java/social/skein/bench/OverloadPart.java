package social.skein.bench;

import java.time.Duration;
import java.util.List;

/** Five times as much as the server can do, beside what it does when it is asked as much as it can do. */
final class OverloadPart implements Part {
    private static final double TIMES = 5;

    /** As many as are needed to ask for so much while some answers take their time. */
    private static final int CONNECTIONS = 256;

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
        boolean divided = Cores.divide(stand.processes());
        try {
            return measure(scene, requests, divided);
        } finally {
            Cores.share(stand.processes());
        }
    }

    private Section measure(Scene scene, List<byte[]> requests, boolean divided) {
        Effort effort = scene.effort();
        Stand stand = scene.stand();
        Load most = new Load(stand.port(), requests, Effort.CONNECTIONS);
        Series peak = new Series("as much as it can: answers", stand.meters());
        Say.that("Warming up");
        Series.warmUp(most::run, effort.warmUp(), effort.longestWarmUp());
        for (int round = 1; round <= effort.rounds(); round++) {
            Say.that("Round " + round + " of " + effort.rounds());
            peak.round(() -> most.run(effort.round()));
        }
        Say.that("Five times that");
        OpenLoad load = new OpenLoad(stand.port(), requests, CONNECTIONS, TIMES * peak.perSecond());
        Flood flood = Flood.of(stand, load, effort.round().multipliedBy(effort.rounds()));
        stand.settle();
        return section(peak.figure(), flood, divided);
    }

    /**
     * What came of asking for too much.
     *
     * @param first before the server had got used to it
     * @param refusedPosts of those that came after that
     * @param spent on that
     */
    private record Flood(OpenLoad.Outcome first, OpenLoad.Outcome then, double refusedPosts, Meters.Reading spent) {
        static Flood of(Stand stand, OpenLoad load, Duration time) {
            OpenLoad.Outcome first = load.run(TO_GET_USED);
            double refused = refusedPosts(stand);
            Meters.Reading before = stand.meters().read();
            OpenLoad.Outcome then = load.run(time);
            Meters.Reading spent = stand.meters().read().since(before);
            return new Flood(first, then, refusedPosts(stand) - refused, spent);
        }

        /** CPU milliseconds of the server and its stores for each answer, with all the refusals beside it. */
        double cpu() {
            return spent.server().plus(spent.stores()).toNanos() / 1e6 / then.served().length;
        }

        private static double refusedPosts(Stand stand) {
            return stand.sum("skein_http_shed_total{rank=\"first\"}");
        }

        String told() {
            return String.format(
                    "%,.0f of %,.0f posts were refused; %,d requests were answered with something else than 200 or 503,"
                            + " %,d were due when no connection was idle; in the first %d s %.0f answers/s",
                    refusedPosts,
                    AppRequests.WRITES * then.sentPerSecond() * then.seconds(),
                    then.others(),
                    then.unsent(),
                    TO_GET_USED.toSeconds(),
                    first.servedPerSecond());
        }
    }

    private static double cpu(Figure figure) {
        return figure.cost().map(cost -> cost.server() + cost.stores()).orElseThrow();
    }

    private Section section(Figure peak, Flood flood, boolean divided) {
        OpenLoad.Outcome then = flood.then;
        Latency refusals = Latency.of(then.refused());
        return Section.of(
                this,
                divided
                        ? "Skein and its stores on one half of the cores, the client on the other"
                        : "the client, Skein, PostgreSQL, Redis and Kafka",
                List.of(
                        peak,
                        Figure.rate("five times that: requests", then.sentPerSecond()),
                        Figure.rate("  of them answered with 200", then.servedPerSecond()),
                        Figure.ratio("answers / as much as it can", then.servedPerSecond(), peak.value())
                                .aimedAt(Figure.Aim.atLeast(GOODPUT)),
                        Figure.ratio("  the same by CPU of the server and its stores", cpu(peak), flood.cpu()),
                        Figure.waiting("answers then: p50", Latency.of(then.served())),
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
