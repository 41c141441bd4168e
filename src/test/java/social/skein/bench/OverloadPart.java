package social.skein.bench;

import java.time.Duration;
import java.util.List;

/** Five times as much as the server can do, beside what it does when it is asked as much as it can do. */
final class OverloadPart implements Part {
    private static final double TIMES = 5;

    /** As many as are needed to ask for so much while some answers take their time. */
    private static final int CONNECTIONS = 512;

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
        Stand stand = scene.stand();
        Effort effort = scene.effort();
        Load most = new Load(stand.port(), requests, Effort.CONNECTIONS);
        Series peak = new Series("as much as it can: answers", stand.meters());
        Say.that("Warming up");
        Series.warmUp(most, effort.warmUp(), effort.longestWarmUp());
        for (int round = 1; round <= effort.rounds(); round++) {
            Say.that("Round " + round + " of " + effort.rounds());
            peak.round(() -> most.run(effort.round()));
        }
        OpenLoad flood = new OpenLoad(stand.port(), requests, CONNECTIONS, TIMES * peak.perSecond());
        Say.that("Five times that");
        OpenLoad.Outcome first = flood.run(TO_GET_USED);
        OpenLoad.Outcome outcome = flood.run(effort.round().multipliedBy(effort.rounds()));
        stand.settle();
        return section(peak.figure(), first, outcome, divided);
    }

    private Section section(Figure peak, OpenLoad.Outcome first, OpenLoad.Outcome outcome, boolean divided) {
        Latency refusals = Latency.of(outcome.refused());
        return Section.of(
                this,
                divided
                        ? "Skein and its stores on one half of the cores, the client on the other"
                        : "the client, Skein, PostgreSQL, Redis and Kafka",
                List.of(
                        peak,
                        Figure.rate("five times that: requests", outcome.sentPerSecond()),
                        Figure.rate("  of them answered with 200", outcome.servedPerSecond()),
                        Figure.ratio("answers / as much as it can", outcome.servedPerSecond(), peak.value())
                                .aimedAt(Figure.Aim.atLeast(GOODPUT)),
                        Figure.waiting("answers then: p50", Latency.of(outcome.served())),
                        Figure.waiting("refusals: p50", refusals),
                        Figure.amount("refusals: p99", refusals.p99(), "ms")
                                .aimedAt(Figure.Aim.atMost(REFUSAL_MILLIS))),
                List.of(
                        String.format(
                                "of forty requests 24 are for home, 5 each for notifications, a thread and a profile's"
                                        + " posts, one is a search or, one time in ten, a post; %d and %d connections",
                                Effort.CONNECTIONS, CONNECTIONS),
                        String.format(
                                "%,d requests were answered with something else, %,d were due when no connection was"
                                        + " idle; in the first %d s %.0f answers/s",
                                outcome.others(), outcome.unsent(), TO_GET_USED.toSeconds(), first.servedPerSecond())));
    }
}
