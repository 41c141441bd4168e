package social.skein.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How long after its answer a post is in a follower's home timeline, while nothing else happens and under load. */
final class DeliveryLatencyScenario implements Scenario {
    static final String HOME_PATH = "/api/v1/timelines/home?limit=20";
    private static final int FOLLOWERS = 100;
    private static final int LOAD_READERS = 16;
    private static final int LOAD_WRITERS = 4;

    private static final int FAMOUS_FOLLOWERS = 100_000;

    /** Two hundred thousand deliveries a second, about a third of what fan-out can do. */
    private static final long FAMOUS_PAUSE_MILLIS = 500;

    private static final String INSERT_FOLLOWERS = """
            insert into account (id, username) select next_id(n % 4096), 'fan' || n from generate_series(1, ?) n
            """;

    private static final String FOLLOW_FAMOUS = """
            insert into follow (account_id, target_id, id)
            select id, ?, next_id(shard_of(id)) from account where lower(username) like 'fan%'
            """;

    /** Between two posts, so that one does not wait for the other. */
    private static final long PAUSE_MILLIS = 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Where posts come faster than they are fanned out, the wait only grows: a few such waits say so. */
    private static final int MAX_TIMEOUTS = 3;

    @Override
    public String name() {
        return "delivery-latency";
    }

    @Override
    public String title() {
        return "from the answer of a post to its place in a follower's home";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        BenchUsers crowd = BenchUsers.createNew(stand.stores(), FOLLOWERS + 2);
        BenchUsers.BenchUser author = crowd.users().get(0);
        BenchUsers followers = crowd.slice(1, FOLLOWERS + 1);
        BenchUsers.BenchUser famous = makeFamous(stand, crowd.users().get(FOLLOWERS + 1));
        FollowSeeder.followEvenly(stand, followers, List.of(author), 1);
        stand.warmTimelines(followers.requests(follower -> follower.get(HOME_PATH)));
        stand.warmTimelines(TimelineRead.HOME.requests(stand.stores(), scene.readers()));
        int probes = scene.size().probes();
        BenchLog.info(probes + " posts to warm up, " + probes + " idle, " + probes + " beside " + FAMOUS_FOLLOWERS
                + " followers, " + probes + " under load");
        measureDeliveries(stand, author, followers, probes);
        Latency idle = Latency.of(measureDeliveries(stand, author, followers, probes));
        Latency beside =
                Latency.of(whileFamousPosts(stand, famous, () -> measureDeliveries(stand, author, followers, probes)));
        stand.settle();
        Latency loaded = Latency.of(underLoad(scene, () -> measureDeliveries(stand, author, followers, probes)));
        stand.settle();
        return section(idle, beside, loaded);
    }

    private ScenarioResult section(Latency idle, Latency beside, Latency loaded) {
        return ScenarioResult.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        Measurement.ofLatency("post to home, idle: p50", idle)
                                .withThreshold(Measurement.Threshold.atMost(15)),
                        Measurement.amount("post to home, idle: p99", idle.p99(), "ms")
                                .withThreshold(Measurement.Threshold.atMost(75)),
                        Measurement.ofLatency("post to home beside " + FAMOUS_FOLLOWERS + " followers: p50", beside),
                        Measurement.amount(
                                "post to home beside " + FAMOUS_FOLLOWERS + " followers: p99", beside.p99(), "ms"),
                        Measurement.ratio("p50 beside them / idle", beside.p50(), idle.p50())
                                .withThreshold(Measurement.Threshold.atMost(2)),
                        Measurement.ofLatency("post to home, under load: p50", loaded),
                        Measurement.amount("post to home, under load: p99", loaded.p99(), "ms")),
                List.of(
                        "one author with " + FOLLOWERS
                                + " live followers; a follower asks for home without a pause, and the"
                                + " time ends with the answer that holds the post",
                        "beside " + FAMOUS_FOLLOWERS
                                + " followers: somebody whom so many follow posts twice a second, and is not pulled",
                        "load: " + LOAD_READERS + " connections that read home and " + LOAD_WRITERS
                                + " that post, without a pause; a wait of " + TIMEOUT.toSeconds()
                                + " s is given up, and the third ends the series"));
    }

    /** Each post is waited for by one of the followers; one that never comes counts as what we had patience for. */
    private static long[] measureDeliveries(
            BenchDeployment stand, BenchUsers.BenchUser author, BenchUsers followers, int posts) {
        List<Long> nanos = new ArrayList<>();
        for (int overdue = 0; nanos.size() < posts && overdue < MAX_TIMEOUTS; ) {
            BenchUsers.BenchUser follower =
                    followers.users().get(nanos.size() % followers.users().size());
            String id = HttpCalls.postJson(
                            stand.port(), PostsScenario.STATUSES_PATH, author.token(), PostsScenario.postJson())
                    .getString("id");
            long answered = System.nanoTime();
            long end = answered + TIMEOUT.toNanos();
            boolean seen = false;
            while (!seen && System.nanoTime() < end) {
                seen = readHome(stand, follower).contains("\"id\":\"" + id + "\"");
            }
            nanos.add(System.nanoTime() - answered);
            overdue += seen ? 0 : 1;
            BenchPolling.sleep(PAUSE_MILLIS);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    /** Makes somebody famous whose posts go to everybody all the same, since the border of push and pull lies higher. */
    private static BenchUsers.BenchUser makeFamous(BenchDeployment stand, BenchUsers.BenchUser somebody) {
        stand.stores().update(INSERT_FOLLOWERS, FAMOUS_FOLLOWERS);
        stand.stores().update(FOLLOW_FAMOUS, Long.parseLong(somebody.id()));
        return somebody;
    }

    private static long[] whileFamousPosts(
            BenchDeployment stand, BenchUsers.BenchUser famous, Supplier<long[]> probes) {
        try (BackgroundLoad posting = BackgroundLoad.every(
                FAMOUS_PAUSE_MILLIS,
                () -> HttpCalls.postJson(
                        stand.port(), PostsScenario.STATUSES_PATH, famous.token(), PostsScenario.postJson()))) {
            return probes.get();
        }
    }

    private static long[] underLoad(BenchContext scene, Supplier<long[]> probes) {
        BenchDeployment stand = scene.deployment();
        List<byte[]> reads = TimelineRead.HOME.requests(stand.stores(), scene.readers());
        List<byte[]> posts = scene.readers().requests(PostsScenario::post);
        try (BackgroundLoad reading = BackgroundLoad.repeating(new ClosedLoopLoad(stand.port(), reads, LOAD_READERS));
                BackgroundLoad writing =
                        BackgroundLoad.repeating(new ClosedLoopLoad(stand.port(), posts, LOAD_WRITERS))) {
            return probes.get();
        }
    }

    private static String readHome(BenchDeployment stand, BenchUsers.BenchUser follower) {
        return new String(
                HttpCalls.get(stand.port(), HOME_PATH, follower.token()).body(), StandardCharsets.UTF_8);
    }
}
