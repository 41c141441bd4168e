package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures each rung with the same accounts, the same data and the same load. */
final class LadderRun {
    /** One request in this many is a post. It is coprime to the number of connections, so no connection only posts. */
    static final int REQUESTS_PER_POST = 9;

    /** The most followed accounts, whose deliveries are measured. */
    static final int AUTHORS = 20;

    private static final String MOST_FOLLOWED =
            "select target_id from follow group by 1 order by count(*) desc, 1 limit ?";

    private static final String FOLLOWERS_OF_MOST_FOLLOWED = """
            select sum(followers) from (
              select count(*) as followers from follow group by target_id order by 1 desc limit ?
            ) most
            """;

    /** Accounts that have just signed in read from the primary for a while; these stand for older sign-ins. */
    private static final String AGE_TOKENS = "update oauth_token set created_at = created_at - interval '1 hour'"
            + " where created_at > now() - interval '1 hour'";

    private final BenchWorkspace workspace;
    private final WorkloadSize size;
    private final Path data;

    LadderRun(BenchWorkspace workspace, WorkloadSize size) {
        this.workspace = workspace;
        this.size = size;
        this.data = workspace.folder().resolve("data");
    }

    /** Seeds the accounts for all rungs, and enables statement counts in the database from its next start. */
    void seed() {
        BenchLog.info("Seeding 962 accounts and 2,000 posts");
        try (BenchDeployment deployment = BenchDeployment.startStores(workspace, LadderRung.TWO.spec(data))) {
            if (!deployment.seed()) {
                throw new IllegalStateException("The seed command failed; see the log");
            }
            BenchLog.info("Handling the facts of the seed");
            deployment.startProcesses(List.of(BenchDeployment.ALL_ROLES));
            deployment.settle();
            deployment.stores().update("alter system set shared_preload_libraries = pg_stat_statements");
            deployment.stores().update("alter system set pg_stat_statements.track_utility = off");
            deployment.stores().update("create extension if not exists pg_stat_statements");
        }
    }

    RungResult measureRung(LadderRung rung) {
        BenchLog.info("Rung " + rung.number() + ": " + rung.title());
        try (RungDeployment rungDeployment = RungDeployment.start(workspace, rung, data)) {
            BenchDeployment deployment = rungDeployment.deployment();
            BenchUsers users = BenchUsers.sample(deployment.stores(), BenchContext.USERNAME_PREFIX, Integer.MAX_VALUE);
            BenchUsers authors =
                    BenchUsers.signIn(deployment.stores(), deployment.stores().queryColumn(MOST_FOLLOWED, AUTHORS));
            deployment.stores().update(AGE_TOKENS);
            BalancedLoad load = new BalancedLoad(deployment.ports(), requestMix(users));
            if (rung.hasRedisTimelines()) {
                deployment.warmTimelines(users.requests(user -> user.get(DeliveryLatencyScenario.HOME_PATH)));
            }
            BenchLog.info("Warming up");
            MeasuredRounds.warmUp(load::run, size.warmUpRequests(), size.maxWarmUp());
            deployment.settle();
            return runRounds(rung, rungDeployment, load, authors);
        }
    }

    private RungResult runRounds(
            LadderRung rung, RungDeployment rungDeployment, BalancedLoad load, BenchUsers authors) {
        BenchLog.info("Measuring reads and posts");
        RungDeployment.StatementCounts statements = rungDeployment.statements();
        Map<CpuConsumer, Duration> cpu = rungDeployment.cpuTimes();
        List<ClosedLoopLoad.Outcome> rounds = new ArrayList<>();
        for (int round = 0; round < size.rounds(); round++) {
            rounds.add(load.run(size.roundDuration()));
        }
        rungDeployment.deployment().settle();
        ClosedLoopLoad.Outcome all =
                rounds.stream().reduce(ClosedLoopLoad.Outcome::merge).orElseThrow();
        RungDeployment.StatementCounts statementsPerRequest =
                rungDeployment.statements().since(statements).perRequest(all.responses());
        Map<CpuConsumer, Double> cpuPerRequest = perRequest(cpu, rungDeployment.cpuTimes(), all.responses());
        BenchLog.info("Measuring deliveries");
        double deliveries = deliveriesPerSecond(rungDeployment.deployment(), authors);
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
                rungDeployment.memoryMiB(),
                statementsPerRequest,
                cpuPerRequest,
                all.failures());
    }

    /** Returns milliseconds per request. */
    private static Map<CpuConsumer, Double> perRequest(
            Map<CpuConsumer, Duration> before, Map<CpuConsumer, Duration> now, long requests) {
        Map<CpuConsumer, Double> millis = new EnumMap<>(CpuConsumer.class);
        now.forEach((consumer, time) -> millis.put(
                consumer,
                time.minus(before.getOrDefault(consumer, Duration.ZERO)).toNanos() / 1e6 / requests));
        return millis;
    }

    /** Generates reads of home and some posts; the list is long enough for each account to do both. */
    private static List<byte[]> requestMix(BenchUsers users) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < users.users().size() * REQUESTS_PER_POST; i++) {
            BenchUsers.BenchUser user = users.users().get(i % users.users().size());
            requests.add(
                    i % REQUESTS_PER_POST == 0
                            ? PostsScenario.post(user)
                            : user.get(DeliveryLatencyScenario.HOME_PATH));
        }
        return requests;
    }

    /** The end time is that of the poll that finds every fact handled, so it is slightly too late. */
    private double deliveriesPerSecond(BenchDeployment deployment, BenchUsers authors) {
        List<byte[]> posts = new ArrayList<>();
        for (int i = 0; i < size.backlog(); i++) {
            posts.add(PostsScenario.post(authors.users().get(i % AUTHORS)));
        }
        long followers = Long.parseLong(deployment
                .stores()
                .queryColumn(FOLLOWERS_OF_MOST_FOLLOWED, AUTHORS)
                .get(0));
        long start = System.nanoTime();
        ClosedLoopLoad.Outcome posted = new BalancedLoad(deployment.ports(), posts).runOnce();
        deployment.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        return (double) posted.responses() / AUTHORS * followers / seconds;
    }
}
