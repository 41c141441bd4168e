package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A backlog of posts on its way into live home timelines, with one, two and four processes that share it: as fast as this
 * machine can, where they soon compete for its cores, and each as if on a small machine of its own, where they do not.
 */
final class WorkersPart implements Part {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);

    /** Of one core, as small machines have. */
    private static final List<String> SMALL = List.of("-XX:ActiveProcessorCount=1", "-Xmx256m");

    /** Of a core, for each worker on a small machine. */
    private static final double SMALL_PART = 0.125;

    private static final String IN_FRONT = "api,stream,notify,jobs";
    private static final String RELAY = "relay";
    private static final String DELIVERIES = "skein_deliveries_total";

    /** Posts of each author: the backlog must last for many times what starting and ending takes. */
    private static final int POSTS_EACH = 3;

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
        // Many authors, since facts are spread over the partitions by author.
        Crowd crowd = Crowd.strangers(stand.stores(), effort.backlog() + SPREAD * effort.followers());
        Crowd authors = crowd.part(0, effort.backlog());
        Crowd readers = crowd.part(effort.backlog(), crowd.members().size());
        Say.that("Somebody begins to follow somebody, "
                + stand.stores().update(FOLLOW, ids(authors), ids(readers), SPREAD) + " times");
        stand.enliven(readers.each(reader -> reader.get(VisiblePart.HOME)));
        stand.serve(List.of(IN_FRONT, RELAY));
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
                drain(scene, authors, workers);
            }
            free.add(figure("as they can", scene, authors, workers, notes));
            Optional<Quota> quota = Quota.of(workers, SMALL_PART);
            try {
                quota.ifPresentOrElse(
                        small -> held.add(figure("an eighth of a core each", scene, authors, workers, notes)),
                        () -> notes.add("not held to an eighth of a core: no control groups can be made here"));
            } finally {
                quota.ifPresent(Quota::close);
            }
        }
        List<Figure> figures = new ArrayList<>();
        figures.addAll(beside(free));
        figures.addAll(beside(held));
        return Section.of(
                this,
                "so many processes with the role fanout, one with the role relay, an idle one with the others, the stores",
                figures,
                notes);
    }

    private static Figure figure(String how, Scene scene, Crowd authors, List<Running> workers, List<String> notes) {
        String what = workers.size() + (workers.size() == 1 ? " worker, " : " workers, ") + how;
        List<Drained> rounds = new ArrayList<>();
        for (int round = 0; round < scene.effort().rounds(); round++) {
            rounds.add(drain(scene, authors, workers));
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

    /** The backlog grows in the outbox while the relay is halted; the time ends when nobody has anything left to do. */
    private static Drained drain(Scene scene, Crowd authors, List<Running> workers) {
        Stand stand = scene.stand();
        stand.settle();
        double before = deliveries(workers);
        ServerProcess relay = stand.running().get(1).process();
        relay.signal("STOP");
        try {
            DrainPart.post(stand, authors, POSTS_EACH * scene.effort().backlog());
        } finally {
            relay.signal("CONT");
        }
        Meters meters = stand.meters(workers);
        Meters.Reading reading = meters.read();
        long start = System.nanoTime();
        stand.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        Meters.Reading spent = meters.read().since(reading);
        return new Drained(deliveries(workers) - before, seconds, spent);
    }

    private static double deliveries(List<Running> workers) {
        return workers.stream()
                .mapToDouble(worker -> worker.metrics().sum(DELIVERIES))
                .sum();
    }

    /** Each beside the first, which is one worker. */
    private static List<Figure> beside(List<Figure> rates) {
        List<Figure> all = new ArrayList<>(rates);
        for (Figure rate : rates.subList(Math.min(1, rates.size()), rates.size())) {
            all.add(Figure.ratio(
                    "  " + rate.what() + " / one", rate.value(), rates.get(0).value()));
        }
        return all;
    }

    private static List<String> notes(Effort effort) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d posts by %,d authors, each with %,d live followers of %,d; %d partitions",
                        POSTS_EACH * effort.backlog(),
                        effort.backlog(),
                        effort.followers(),
                        SPREAD * effort.followers(),
                        PARTITIONS),
                "as they can: the workers, Redis, Kafka and PostgreSQL share the cores of this machine");
    }

    private static String ids(Crowd crowd) {
        return String.join(",", crowd.members().stream().map(Crowd.Member::id).toList());
    }
}
