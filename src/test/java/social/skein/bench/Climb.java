package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From rung to rung with the same people, the same data and the same load. */
final class Climb {
    /** Of so many requests one is a post; it shares no factor with a number of connections, so none of them only posts. */
    static final int MIX = 9;

    /** Those who are followed most write the posts whose way to timelines is timed. */
    static final int AUTHORS = 20;

    private static final String AUTHOR = "select target_id from follow group by 1 order by count(*) desc, 1 limit ?";

    private static final String FOLLOWERS = """
            select sum(followers) from (
              select count(*) as followers from follow group by target_id order by 1 desc limit ?
            ) most
            """;

    private static final String STATEMENTS = """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
            """;

    private final Premises premises;
    private final Effort effort;
    private final Path data;

    Climb(Premises premises, Effort effort) {
        this.premises = premises;
        this.effort = effort;
        this.data = premises.folder().resolve("data");
    }

    /** Seeds the people whom all rungs serve, and has the database count statements when it starts again. */
    void begin() {
        Say.that("Seeding 962 people and 2,000 posts");
        try (Footing first = Footing.stores(premises, Rung.TWO, data)) {
            if (!first.seed()) {
                throw new IllegalStateException("The seed did not grow; the log says why");
            }
            first.database().update("alter system set shared_preload_libraries = pg_stat_statements");
            first.database().update("alter system set pg_stat_statements.track_utility = off");
            first.database().update("create extension if not exists pg_stat_statements");
        }
    }

    Step climb(Rung rung) {
        Say.that("Rung " + rung.number() + ": " + rung.title());
        try (Footing footing = Footing.stores(premises, rung, data)) {
            footing.serve();
            Crowd people = Crowd.of(footing.database(), Scene.PEOPLE, Integer.MAX_VALUE);
            SpreadLoad mixed = new SpreadLoad(footing.ports(), mixed(people));
            if (rung.keepsTimelines()) {
                enliven(footing, people);
            }
            Say.that("Warming up");
            long end = System.nanoTime() + effort.longestWarmUp().toNanos();
            for (long came = 0; came < effort.warmUp() && System.nanoTime() < end; ) {
                came += mixed.run(Duration.ofSeconds(1)).answers();
            }
            footing.settle();
            return measured(rung, footing, mixed);
        }
    }

    private Step measured(Rung rung, Footing footing, SpreadLoad mixed) {
        Say.that("Reading and posting");
        long before = statements(footing);
        Load.Outcome outcome = mixed.run(effort.round().multipliedBy(2));
        footing.settle();
        long statements = statements(footing) - before;
        Say.that("Posting to many");
        double deliveries = deliveries(footing);
        Latency latency = Latency.of(outcome.nanos());
        return new Step(
                rung.number(),
                rung.title(),
                rung.processes().size(),
                outcome.perSecond(),
                latency.p50(),
                latency.p99(),
                deliveries,
                footing.mebibytes(),
                (double) statements / outcome.answers(),
                outcome.failures());
    }

    /** Reads of home, and now and then a post; as long as it takes for each to have their turn at both. */
    private static List<byte[]> mixed(Crowd people) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < people.members().size() * MIX; i++) {
            Crowd.Member member = people.members().get(i % people.members().size());
            requests.add(i % MIX == 0 ? PostsPart.post(member) : member.get(VisiblePart.HOME));
        }
        return requests;
    }

    private static void enliven(Footing footing, Crowd people) {
        List<byte[]> reads = people.each(member -> member.get(VisiblePart.HOME));
        Waiting.until("the timelines are live", Duration.ofMinutes(1), () -> {
            double pulled = footing.sum("skein_timeline_reads_total{outcome=\"pull\"}");
            new SpreadLoad(footing.ports(), reads).once();
            return footing.sum("skein_timeline_reads_total{outcome=\"pull\"}") == pulled;
        });
    }

    /** The time ends with the look that finds every fact handled: it is rather too long than too short. */
    private double deliveries(Footing footing) {
        Crowd authors = Crowd.signedIn(footing.database(), footing.database().column(AUTHOR, AUTHORS));
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < effort.backlog(); i++) {
            posts.add(PostsPart.post(authors.members().get(i % AUTHORS)));
        }
        long followers =
                Long.parseLong(footing.database().column(FOLLOWERS, AUTHORS).get(0));
        long start = System.nanoTime();
        Load.Outcome posted = new SpreadLoad(footing.ports(), posts).once();
        footing.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (double) posted.answers() / AUTHORS * followers / seconds;
    }

    private static long statements(Footing footing) {
        return Long.parseLong(footing.database().column(STATEMENTS).get(0));
    }
}
