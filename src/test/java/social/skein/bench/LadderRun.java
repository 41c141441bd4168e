package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From rung to rung with the same people, the same data and the same load. */
final class LadderRun {
    /** Of so many requests one is a post; it shares no factor with a number of connections, so none of them only posts. */
    static final int REQUESTS_PER_POST = 9;

    /** Those who are followed most write the posts whose way to timelines is timed. */
    static final int AUTHORS = 20;

    private static final String MOST_FOLLOWED =
            "select target_id from follow group by 1 order by count(*) desc, 1 limit ?";

    private static final String FOLLOWERS_OF_MOST_FOLLOWED = """
            select sum(followers) from (
              select count(*) as followers from follow group by target_id order by 1 desc limit ?
            ) most
            """;

    /** Who has just signed in reads from the primary for a while, and these people have been here for long. */
    private static final String AGE_TOKENS =
            "update oauth_token set created_at = created_at - interval '1 hour' where created_at > now() - interval '1 hour'";

    private final BenchWorkspace premises;
    private final WorkloadSize size;
    private final Path data;

    LadderRun(BenchWorkspace premises, WorkloadSize effort) {
        this.premises = premises;
        this.size = effort;
        this.data = premises.folder().resolve("data");
    }

    /** Seeds the people whom all rungs serve, and has the database count statements when it starts again. */
    void seed() {
        BenchLog.info("Seeding 962 people and 2,000 posts");
        try (BenchDeployment first = BenchDeployment.startStores(premises, LadderRung.TWO.spec(data))) {
            if (!first.seed()) {
                throw new IllegalStateException("The seed did not grow; the log says why");
            }
            BenchLog.info("Handling what follows from that");
            first.startProcesses(List.of(BenchDeployment.ALL_ROLES));
            first.settle();
            first.stores().update("alter system set shared_preload_libraries = pg_stat_statements");
            first.stores().update("alter system set pg_stat_statements.track_utility = off");
            first.stores().update("create extension if not exists pg_stat_statements");
        }
    }

    RungResult measureRung(LadderRung rung) {
        BenchLog.info("Rung " + rung.number() + ": " + rung.title());
        try (RungDeployment footing = RungDeployment.start(premises, rung, data)) {
            BenchDeployment stand = footing.deployment();
            BenchUsers people = BenchUsers.sample(stand.stores(), BenchContext.USERNAME_PREFIX, Integer.MAX_VALUE);
            BenchUsers authors =
                    BenchUsers.signIn(stand.stores(), stand.stores().queryColumn(MOST_FOLLOWED, AUTHORS));
            stand.stores().update(AGE_TOKENS);
            BalancedLoad mixed = new BalancedLoad(stand.ports(), requestMix(people));
            if (rung.hasRedisTimelines()) {
                stand.warmTimelines(people.requests(member -> member.get(DeliveryLatencyScenario.HOME_PATH)));
            }
            BenchLog.info("Warming up");
            MeasuredRounds.warmUp(mixed::run, size.warmUpRequests(), size.maxWarmUp());
            stand.settle();
            return runRounds(rung, footing, mixed, authors);
        }
    }

    private RungResult runRounds(LadderRung rung, RungDeployment footing, BalancedLoad mixed, BenchUsers authors) {
        BenchLog.info("Reading and posting");
        RungDeployment.StatementCounts statements = footing.statements();
        Map<CpuConsumer, Duration> cpu = footing.cpuTimes();
        List<ClosedLoopLoad.Outcome> rounds = new ArrayList<>();
        for (int round = 0; round < size.rounds(); round++) {
            rounds.add(mixed.run(size.roundDuration()));
        }
        footing.deployment().settle();
        ClosedLoopLoad.Outcome all =
                rounds.stream().reduce(ClosedLoopLoad.Outcome::merge).orElseThrow();
        RungDeployment.StatementCounts asked =
                footing.statements().since(statements).perRequest(all.responses());
        Map<CpuConsumer, Double> spent = perRequest(cpu, footing.cpuTimes(), all.responses());
        BenchLog.info("Posting to many");
        double deliveries = deliveriesPerSecond(footing.deployment(), authors);
        Latency latency = Latency.of(all.nanos());
        return new RungResult(
                rung.number(),
                rung.title(),
                rung.processes().size(),
                MeasuredRounds.median(
                        rounds.stream().map(ClosedLoopLoad.Outcome::perSecond).toList()),
                latency.p50(),
                latency.p99(),
                deliveries,
                footing.memoryMiB(),
                asked,
                spent,
                all.failures());
    }

    /** Milliseconds for each request. */
    private static Map<CpuConsumer, Double> perRequest(
            Map<CpuConsumer, Duration> before, Map<CpuConsumer, Duration> now, long requests) {
        Map<CpuConsumer, Double> each = new EnumMap<>(CpuConsumer.class);
        now.forEach((who, time) -> each.put(
                who, time.minus(before.getOrDefault(who, Duration.ZERO)).toNanos() / 1e6 / requests));
        return each;
    }

    /** Reads of home, and now and then a post; as long as it takes for each to have their turn at both. */
    private static List<byte[]> requestMix(BenchUsers people) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < people.users().size() * REQUESTS_PER_POST; i++) {
            BenchUsers.BenchUser member = people.users().get(i % people.users().size());
            requests.add(
                    i % REQUESTS_PER_POST == 0
                            ? PostsScenario.post(member)
                            : member.get(DeliveryLatencyScenario.HOME_PATH));
        }
        return requests;
    }

    /** The time ends with the look that finds every fact handled: it is rather too long than too short. */
    private double deliveriesPerSecond(BenchDeployment stand, BenchUsers authors) {
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < size.backlog(); i++) {
            posts.add(PostsScenario.post(authors.users().get(i % AUTHORS)));
        }
        long followers = Long.parseLong(
                stand.stores().queryColumn(FOLLOWERS_OF_MOST_FOLLOWED, AUTHORS).get(0));
        long start = System.nanoTime();
        ClosedLoopLoad.Outcome posted = new BalancedLoad(stand.ports(), posts).runOnce();
        stand.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (double) posted.responses() / AUTHORS * followers / seconds;
    }
}
