package social.skein.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures the time from the response to a post until a follower's home has it, idle and under load. */
final class DeliveryLatencyScenario implements Scenario {
    static final String HOME_PATH = "/api/v1/timelines/home?limit=20";
    private static final int FOLLOWERS = 100;
    private static final int LOAD_READERS = 16;
    private static final int LOAD_WRITERS = 4;

    private static final int POPULAR_FOLLOWERS = 100_000;

    /** Results in 200,000 deliveries per second, about a third of the capacity of fan-out. */
    private static final long POPULAR_PAUSE_MILLIS = 500;

    private static final String INSERT_FOLLOWERS = """
            insert into account (id, username) select next_id(n % 4096), 'fan' || n from generate_series(1, ?) n
            """;

    private static final String FOLLOW_POPULAR = """
            insert into follow (account_id, target_id, id)
            select id, ?, next_id(shard_of(id)) from account where lower(username) like 'fan%'
            """;

    /** The pause between two posts, so that one does not wait for the other. */
    private static final long PAUSE_MILLIS = 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** If posts arrive faster than they are fanned out, latency only grows; a few timeouts are enough to show that. */
    private static final int MAX_TIMEOUTS = 3;

    @Override
    public String name() {
        return "delivery-latency";
    }

    @Override
    public String title() {
        return "time from the response to a post until a follower's home has it";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        BenchUsers users = BenchUsers.createNew(deployment.stores(), FOLLOWERS + 2);
        BenchUsers.BenchUser author = users.users().get(0);
        BenchUsers followers = users.slice(1, FOLLOWERS + 1);
        BenchUsers.BenchUser popular = makePopular(deployment, users.users().get(FOLLOWERS + 1));
        FollowSeeder.followEvenly(deployment, followers, List.of(author), 1);
        deployment.warmTimelines(followers.requests(follower -> follower.get(HOME_PATH)));
        deployment.warmTimelines(TimelineRead.HOME.requests(deployment.stores(), context.readers()));
        int probes = context.size().probes();
        BenchLog.info(probes + " posts to warm up, " + probes + " idle, " + probes + " with a popular author of "
                + POPULAR_FOLLOWERS + " followers, " + probes + " under load");
        measureDeliveries(deployment, author, followers, probes);
        Latency idle = Latency.of(measureDeliveries(deployment, author, followers, probes));
        Latency withPopularAuthor = Latency.of(whilePopularAuthorPosts(
                deployment, popular, () -> measureDeliveries(deployment, author, followers, probes)));
        deployment.settle();
        Latency loaded = Latency.of(underLoad(context, () -> measureDeliveries(deployment, author, followers, probes)));
        deployment.settle();
        return section(idle, withPopularAuthor, loaded);
    }

    private ScenarioResult section(Latency idle, Latency withPopularAuthor, Latency loaded) {
        return ScenarioResult.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        Measurement.ofLatency("post to home, idle: p50", idle)
                                .withThreshold(Measurement.Threshold.atMost(15)),
                        Measurement.amount("post to home, idle: p99", idle.p99(), "ms")
                                .withThreshold(Measurement.Threshold.atMost(75)),
                        Measurement.ofLatency("post to home, popular author posting: p50", withPopularAuthor),
                        Measurement.amount("post to home, popular author posting: p99", withPopularAuthor.p99(), "ms"),
                        Measurement.ratio("p50 with popular author / idle", withPopularAuthor.p50(), idle.p50())
                                .withThreshold(Measurement.Threshold.atMost(2)),
                        Measurement.ofLatency("post to home, under load: p50", loaded),
                        Measurement.amount("post to home, under load: p99", loaded.p99(), "ms")),
                List.of(
                        "one author with " + FOLLOWERS
                                + " live followers; a follower polls home without a pause until a response contains"
                                + " the post",
                        "popular author: an account with " + POPULAR_FOLLOWERS
                                + " followers posts twice a second, and is not pulled",
                        "load: " + LOAD_READERS + " connections that read home and " + LOAD_WRITERS
                                + " that post, without a pause; the timeout is " + TIMEOUT.toSeconds()
                                + " s, and the third timeout ends the series"));
    }

    /** One of the followers polls for each post; a post that does not arrive counts as the timeout. */
    private static long[] measureDeliveries(
            BenchDeployment deployment, BenchUsers.BenchUser author, BenchUsers followers, int posts) {
        List<Long> nanos = new ArrayList<>();
        for (int timeouts = 0; nanos.size() < posts && timeouts < MAX_TIMEOUTS; ) {
            BenchUsers.BenchUser follower =
                    followers.users().get(nanos.size() % followers.users().size());
            String id = HttpCalls.postJson(
                            deployment.port(), PostsScenario.STATUSES_PATH, author.token(), PostsScenario.postJson())
                    .getString("id");
            long responseReceived = System.nanoTime();
            long end = responseReceived + TIMEOUT.toNanos();
            boolean seen = false;
            while (!seen && System.nanoTime() < end) {
                seen = readHome(deployment, follower).contains("\"id\":\"" + id + "\"");
            }
            nanos.add(System.nanoTime() - responseReceived);
            timeouts += seen ? 0 : 1;
            BenchPolling.sleep(PAUSE_MILLIS);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    /** Gives an account many followers; its posts are still pushed, since the push limit is higher. */
    private static BenchUsers.BenchUser makePopular(BenchDeployment deployment, BenchUsers.BenchUser user) {
        deployment.stores().update(INSERT_FOLLOWERS, POPULAR_FOLLOWERS);
        deployment.stores().update(FOLLOW_POPULAR, Long.parseLong(user.id()));
        return user;
    }

    private static long[] whilePopularAuthorPosts(
            BenchDeployment deployment, BenchUsers.BenchUser popular, Supplier<long[]> probes) {
        try (BackgroundLoad posting = BackgroundLoad.every(
                POPULAR_PAUSE_MILLIS,
                () -> HttpCalls.postJson(
                        deployment.port(), PostsScenario.STATUSES_PATH, popular.token(), PostsScenario.postJson()))) {
            return probes.get();
        }
    }

    private static long[] underLoad(BenchContext context, Supplier<long[]> probes) {
        BenchDeployment deployment = context.deployment();
        List<byte[]> reads = TimelineRead.HOME.requests(deployment.stores(), context.readers());
        List<byte[]> posts = context.readers().requests(PostsScenario::post);
        try (BackgroundLoad reading =
                        BackgroundLoad.repeating(new ClosedLoopLoad(deployment.port(), reads, LOAD_READERS));
                BackgroundLoad writing =
                        BackgroundLoad.repeating(new ClosedLoopLoad(deployment.port(), posts, LOAD_WRITERS))) {
            return probes.get();
        }
    }

    private static String readHome(BenchDeployment deployment, BenchUsers.BenchUser follower) {
        return new String(
                HttpCalls.get(deployment.port(), HOME_PATH, follower.token()).body(), StandardCharsets.UTF_8);
    }
}
