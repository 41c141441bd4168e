package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A backlog of posts on its way into live home timelines, beside {@code redis-benchmark} on the same Redis. The process that
 * fans out is halted while the backlog grows, so that it is warm when it goes on.
 */
final class DrainPart implements Part {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final String DELIVERIES = "skein_deliveries_total";
    private static final String WAITING = "select 1 from outbox limit 1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How many of the authors each follower follows. */
    private static final int FOLLOWED = 4;

    private static final Figure.Aim AIM = Figure.Aim.atLeast(0.30);

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String title() {
        return "deliveries to live timelines while a backlog drains, beside redis-benchmark -P 50 lpush";
    }

    @Override
    public Section measure(Scene scene) {
        Effort effort = scene.effort();
        Stand stand = scene.stand();
        int followers = effort.authors() * effort.followers() / FOLLOWED;
        Crowd crowd = Crowd.strangers(stand.stores(), effort.authors() + followers);
        Crowd authors = crowd.part(0, effort.authors());
        Crowd readers = crowd.part(effort.authors(), effort.authors() + followers);
        Following.of(stand, readers, authors.members(), FOLLOWED);
        stand.enliven(readers.each(reader -> reader.get(HOME)));
        stand.serve(List.of(Stand.ALL_BUT_FANOUT));
        try (Running worker = stand.join(stand.plan(), "fanout")) {
            return measured(scene, authors, worker);
        } finally {
            stand.serve(List.of(Stand.ALL));
        }
    }

    private Section measured(Scene scene, Crowd authors, Running worker) {
        Effort effort = scene.effort();
        Stand stand = scene.stand();
        Optional<RedisCeiling> redis = RedisCeiling.of(scene);
        List<Double> pushes = new ArrayList<>();
        Metrics metrics = worker.metrics();
        Series drains = new Series("deliveries", stand.meters(List.of(worker)));
        long expected = (long) effort.backlog() * effort.followers();
        for (int round = 0; round <= effort.rounds(); round++) {
            Say.that(round == 0 ? "Warming up fan-out" : "Round " + round + " of " + effort.rounds());
            double before = metrics.sum(DELIVERIES);
            halted(stand, authors, worker, effort.backlog());
            if (round == 0) {
                drain(metrics, before, expected);
            } else {
                drains.round(() -> drain(metrics, before, expected));
                redis.ifPresent(benchmark -> pushes.add(benchmark.pushes()));
            }
        }
        return section(effort, drains.figure(), pushes);
    }

    /** Posts while nobody fans out, until all facts are in Kafka; then fan-out goes on. */
    private static void halted(Stand stand, Crowd authors, Running worker, int posts) {
        worker.process().signal("STOP");
        try {
            backlog(stand, authors, posts);
        } finally {
            worker.process().signal("CONT");
        }
    }

    /** So many posts, of each author in turn, until all facts are in Kafka. */
    private static void backlog(Stand stand, Crowd authors, int posts) {
        post(stand, authors, posts);
        Waiting.until(
                "the backlog is in Kafka",
                PATIENCE,
                () -> stand.stores().column(WAITING).isEmpty());
    }

    /** So many posts, of each author in turn. */
    static void post(Stand stand, Crowd authors, int posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            requests.add(
                    PostsPart.post(authors.members().get(i % authors.members().size())));
        }
        new Load(stand.port(), requests, Effort.CONNECTIONS).once();
    }

    /** The time ends with the look that finds all delivered: it is rather too long than too short. */
    private static Load.Outcome drain(Metrics metrics, double before, long expected) {
        long start = System.nanoTime();
        Waiting.until("the backlog is delivered", PATIENCE, () -> metrics.sum(DELIVERIES) - before >= expected);
        return new Load.Outcome(expected, 0, 0, (System.nanoTime() - start) / 1e9, new long[0]);
    }

    private Section section(Effort effort, Figure deliveries, List<Double> pushes) {
        List<Figure> figures = new ArrayList<>(List.of(deliveries));
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%,d posts of %d authors with %,d live followers each, %,d timelines in all; from the moment fan-out may go on",
                effort.backlog(),
                effort.authors(),
                effort.followers(),
                effort.authors() * effort.followers() / FOLLOWED));
        if (pushes.isEmpty()) {
            notes.add(Tool.REDIS_BENCHMARK.missing());
        } else {
            double beside = Series.median(pushes);
            figures.add(Figure.rate("redis-benchmark -P 50, lpush", beside));
            figures.add(Figure.ratio("deliveries / lpush", deliveries.value(), beside)
                    .aimedAt(AIM));
        }
        return Section.of(
                this,
                "a process with the role fanout, an idle one with the others, PostgreSQL, Redis, Kafka",
                figures,
                notes);
    }
}
