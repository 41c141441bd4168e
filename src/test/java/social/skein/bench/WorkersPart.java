package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A backlog of posts on its way into live home timelines, with one, two and four processes that share it: as fast as this
 * machine can, where they soon compete for its cores, and each as if on a small machine of its own, where they do not.
 */
final class WorkersPart implements Part {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);

    /** Of one core, as small machines have. */
    private static final List<String> SMALL = List.of("-XX:ActiveProcessorCount=1", "-Xmx256m");

    private static final String LAG = "skein_consumer_lag{role=\"fanout\"}";
    private static final String DELIVERIES = "skein_deliveries_total";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Compilers are at work in a process until it has handled some hundreds of thousands of deliveries. */
    private static final int WARM_UPS = 2;

    private static final String FOLLOW = """
            insert into follow (account_id, target_id, id)
            select r.id, a.id, next_id(shard_of(r.id))
              from unnest(string_to_array(?, ',')::bigint[]) with ordinality as a (id, n)
              join unnest(string_to_array(?, ',')::bigint[]) with ordinality as r (id, n) on (a.n + r.n) % ? = 0
            """;

    /** Of so many authors each reader follows one, and of so many readers each author has one. */
    private static final int SPREAD = 8;

    /** Of a topic, where nothing else is set. */
    private static final int PARTITIONS = 8;

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public String title() {
        return "deliveries while a backlog drains, by 1, 2 and 4 processes with the role fanout";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Effort effort = scene.effort();
        // One post of each author: facts are spread over the partitions by author.
        Crowd crowd = Crowd.strangers(stand.stores(), effort.backlog() + SPREAD * effort.followers());
        Crowd authors = crowd.part(0, effort.backlog());
        Crowd readers = crowd.part(effort.backlog(), crowd.members().size());
        Say.that("Somebody begins to follow somebody, "
                + stand.stores().update(FOLLOW, ids(authors), ids(readers), SPREAD) + " times");
        stand.enliven(readers.each(reader -> reader.get(VisiblePart.HOME)));
        stand.serve(List.of(Stand.ALL_BUT_FANOUT));
        List<Running> workers = new ArrayList<>();
        try {
            return measured(scene, authors, workers);
        } finally {
            workers.forEach(Running::close);
            stand.serve(List.of(Stand.ALL));
        }
    }

    private Section measured(Scene scene, Crowd authors, List<Running> workers) {
        List<Figure> free = new ArrayList<>();
        List<Figure> held = new ArrayList<>();
        List<String> notes = new ArrayList<>(notes(scene.effort()));
        for (int number : WORKERS) {
            while (workers.size() < number) {
                workers.add(scene.stand().join(scene.stand().plan().on(SMALL), "fanout"));
            }
            Say.that(number + " of them");
            for (int i = 0; i < WARM_UPS; i++) {
                drain(scene, authors, workers, false);
            }
            free.add(figure(scene, authors, workers, false, notes));
            held.add(figure(scene, authors, workers, true, notes));
        }
        List<Figure> figures = new ArrayList<>();
        figures.addAll(beside(free));
        figures.addAll(beside(held));
        return Section.of(
                this,
                "so many processes with the role fanout, an idle one with the others, the stores",
                figures,
                notes);
    }

    private Figure figure(Scene scene, Crowd authors, List<Running> workers, boolean held, List<String> notes) {
        String what = workers.size()
                + (workers.size() == 1 ? " worker" : " workers")
                + (held ? ", each an eighth of the time" : ", as they can");
        List<Drained> rounds = new ArrayList<>();
        for (int round = 0; round < scene.effort().rounds(); round++) {
            rounds.add(drain(scene, authors, workers, held));
        }
        Drained median = rounds.stream()
                .sorted((one, other) -> Double.compare(one.perSecond(), other.perSecond()))
                .toList()
                .get(rounds.size() / 2);
        notes.add(what + ": " + median);
        return Figure.rate(what, median.perSecond());
    }

    /** A backlog that was drained: how fast, and what it took. */
    private record Drained(double deliveries, double seconds, Meters.Reading spent) {
        double perSecond() {
            return deliveries / seconds;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f cores of the workers and %.2f of the stores, of %d",
                    cores(spent.server()),
                    cores(spent.stores()),
                    Runtime.getRuntime().availableProcessors());
        }

        private double cores(Duration time) {
            return time.toNanos() / 1e9 / seconds;
        }
    }

    /** The backlog grows while all workers are halted; the time ends when the log has nothing left for them. */
    private static Drained drain(Scene scene, Crowd authors, List<Running> workers, boolean held) {
        Stand stand = scene.stand();
        stand.settle();
        double before = deliveries(workers);
        workers.forEach(worker -> worker.process().signal("STOP"));
        DrainPart.backlog(stand, authors, scene.effort().backlog());
        Meters meters = stand.meters(workers);
        Meters.Reading reading = meters.read();
        long start = System.nanoTime();
        if (held) {
            try (Turns turns = Turns.of(workers, scene.premises().log())) {
                awaitNothingLeft(stand);
            }
        } else {
            workers.forEach(worker -> worker.process().signal("CONT"));
            awaitNothingLeft(stand);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Meters.Reading spent = meters.read().since(reading);
        return new Drained(deliveries(workers) - before, seconds, spent);
    }

    /** Asked of a process that is not halted. */
    private static void awaitNothingLeft(Stand stand) {
        Metrics other = stand.running().get(0).metrics();
        Waiting.until("the backlog is delivered", PATIENCE, () -> other.sum(LAG) == 0);
    }

    private static double deliveries(List<Running> workers) {
        return workers.stream()
                .mapToDouble(worker -> worker.metrics().sum(DELIVERIES))
                .sum();
    }

    /** Each beside the first, which is one worker. */
    private static List<Figure> beside(List<Figure> rates) {
        List<Figure> all = new ArrayList<>(rates);
        for (Figure rate : rates.subList(1, rates.size())) {
            all.add(Figure.ratio(
                    "  " + rate.what() + " / one", rate.value(), rates.get(0).value()));
        }
        return all;
    }

    private static List<String> notes(Effort effort) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d posts, each of another author with %,d live followers of %,d; %d partitions",
                        effort.backlog(),
                        effort.followers(),
                        SPREAD * effort.followers(),
                        PARTITIONS),
                "as they can: the workers, Redis, Kafka and PostgreSQL share the cores of this machine",
                "an eighth of the time: each is halted but for 10 of 80 ms, in turns, so that no two run at once");
    }

    private static String ids(Crowd crowd) {
        return String.join(",", crowd.members().stream().map(Crowd.Member::id).toList());
    }
}
