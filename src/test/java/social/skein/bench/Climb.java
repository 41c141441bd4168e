package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

    /** Who has just signed in reads from the primary for a while, and these people have been here for long. */
    private static final String LONG_SIGNED_IN =
            "update oauth_token set created_at = created_at - interval '1 hour' where created_at > now() - interval '1 hour'";

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
        try (Stand first = Stand.stores(premises, Rung.TWO.plan(data))) {
            if (!first.seed()) {
                throw new IllegalStateException("The seed did not grow; the log says why");
            }
            Say.that("Handling what follows from that");
            first.serve(List.of(Stand.ALL));
            first.settle();
            first.stores().update("alter system set shared_preload_libraries = pg_stat_statements");
            first.stores().update("alter system set pg_stat_statements.track_utility = off");
            first.stores().update("create extension if not exists pg_stat_statements");
        }
    }

    Step climb(Rung rung) {
        Say.that("Rung " + rung.number() + ": " + rung.title());
        try (Footing footing = Footing.of(premises, rung, data)) {
            Stand stand = footing.stand();
            Crowd people = Crowd.of(stand.stores(), Scene.PEOPLE, Integer.MAX_VALUE);
            Crowd authors = Crowd.signedIn(stand.stores(), stand.stores().column(AUTHOR, AUTHORS));
            stand.stores().update(LONG_SIGNED_IN);
            SpreadLoad mixed = new SpreadLoad(stand.ports(), mixed(people));
            if (rung.keepsTimelines()) {
                stand.enliven(people.each(member -> member.get(VisiblePart.HOME)));
            }
            Say.that("Warming up");
            Series.warmUp(mixed::run, effort.warmUp(), effort.longestWarmUp());
            stand.settle();
            return measured(rung, footing, mixed, authors);
        }
    }

    private Step measured(Rung rung, Footing footing, SpreadLoad mixed, Crowd authors) {
        Say.that("Reading and posting");
        Footing.Statements statements = footing.statements();
        Map<Spender, Duration> cpu = footing.cpu();
        List<Load.Outcome> rounds = new ArrayList<>();
        for (int round = 0; round < effort.rounds(); round++) {
            rounds.add(mixed.run(effort.round()));
        }
        footing.stand().settle();
        Load.Outcome all = rounds.stream().reduce(Load.Outcome::and).orElseThrow();
        Footing.Statements asked = footing.statements().since(statements).each(all.answers());
        Map<Spender, Double> spent = each(cpu, footing.cpu(), all.answers());
        Say.that("Posting to many");
        double deliveries = deliveries(footing.stand(), authors);
        Latency latency = Latency.of(all.nanos());
        return new Step(
                rung.number(),
                rung.title(),
                rung.processes().size(),
                Series.median(rounds.stream().map(Load.Outcome::perSecond).toList()),
                latency.p50(),
                latency.p99(),
                deliveries,
                footing.mebibytes(),
                asked,
                spent,
                all.failures());
    }

    /** Milliseconds for each request. */
    private static Map<Spender, Double> each(Map<Spender, Duration> before, Map<Spender, Duration> now, long requests) {
        Map<Spender, Double> each = new EnumMap<>(Spender.class);
        now.forEach((who, time) -> each.put(
                who, time.minus(before.getOrDefault(who, Duration.ZERO)).toNanos() / 1e6 / requests));
        return each;
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

    /** The time ends with the look that finds every fact handled: it is rather too long than too short. */
    private double deliveries(Stand stand, Crowd authors) {
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < effort.backlog(); i++) {
            posts.add(PostsPart.post(authors.members().get(i % AUTHORS)));
        }
        long followers =
                Long.parseLong(stand.stores().column(FOLLOWERS, AUTHORS).get(0));
        long start = System.nanoTime();
        Load.Outcome posted = new SpreadLoad(stand.ports(), posts).once();
        stand.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (double) posted.answers() / AUTHORS * followers / seconds;
    }
}
