package social.skein.bench;

import java.util.List;
import java.util.stream.Stream;
import social.skein.support.SlowPeers;

/** What people wait for home while fifteen hundred connections are held by who sends and reads byte by byte, and without. */
final class SlowPeersPart implements Part {
    private static final int OF_EACH = 500;
    private static final double MOST_TIMES = 2;

    @Override
    public String name() {
        return "slow-peers";
    }

    @Override
    public String title() {
        return "GET the home timeline beside 500 slow heads, 500 slow bodies and 500 slow readers";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Effort effort = scene.effort();
        List<byte[]> requests = Reading.HOME.requests(stand.stores(), scene.readers());
        stand.enliven(requests);
        Load load = new Load(stand.port(), requests, Effort.CONNECTIONS);
        Say.that("Warming up");
        Series.warmUp(load::run, effort.warmUp(), effort.longestWarmUp());
        Series alone = new Series("alone", stand.meters());
        Series beside = new Series("beside them", stand.meters());
        double held = Double.MAX_VALUE;
        for (int round = 1; round <= effort.rounds(); round++) {
            Say.that("Round " + round + " of " + effort.rounds());
            alone.round(() -> load.run(effort.round()));
            try (SlowPeers slow = SlowPeers.of(OF_EACH, stand.port())) {
                beside.round(() -> load.run(effort.round()));
                held = Math.min(held, stand.sum("skein_http_connections"));
            }
        }
        return section(alone.figure(), beside.figure(), held);
    }

    private Section section(Figure alone, Figure beside, double held) {
        long failures = Stream.of(alone, beside)
                .mapToLong(figure -> figure.cost().orElseThrow().failures())
                .sum();
        return Section.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka, and the slow ones",
                List.of(
                        alone,
                        beside,
                        Figure.ratio("p99 beside them / alone", p99(beside), p99(alone))
                                .aimedAt(Figure.Aim.atMost(MOST_TIMES)),
                        Figure.ratio("answers beside them / alone", beside.value(), alone.value())),
                List.of(String.format(
                        "%,.0f connections were held when each round ended; %,d answers were something else than 200",
                        held, failures)));
    }

    private static double p99(Figure figure) {
        return figure.latency().orElseThrow().p99();
    }
}
