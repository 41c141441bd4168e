package social.skein.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How long after its answer a post is in a follower's home timeline, while nothing else happens and under load. */
final class VisiblePart implements Part {
    static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final int FOLLOWERS = 100;
    private static final int LOAD_READERS = 16;
    private static final int LOAD_WRITERS = 4;

    private static final int FANS = 100_000;

    /** Two hundred thousand deliveries a second, about a third of what fan-out can do. */
    private static final long FAMOUS_PAUSE_MILLIS = 500;

    private static final String FAN = """
            insert into account (id, username) select next_id(n % 4096), 'fan' || n from generate_series(1, ?) n
            """;

    private static final String ADMIRE = """
            insert into follow (account_id, target_id, id)
            select id, ?, next_id(shard_of(id)) from account where lower(username) like 'fan%'
            """;

    /** Between two posts, so that one does not wait for the other. */
    private static final long PAUSE_MILLIS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Where posts come faster than they are fanned out, the wait only grows: a few such waits say so. */
    private static final int MOST_OVERDUE = 3;

    @Override
    public String name() {
        return "visible";
    }

    @Override
    public String title() {
        return "from the answer of a post to its place in a follower's home";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Crowd crowd = Crowd.strangers(stand.stores(), FOLLOWERS + 2);
        Crowd.Member author = crowd.members().get(0);
        Crowd followers = crowd.part(1, FOLLOWERS + 1);
        Crowd.Member famous = admired(stand, crowd.members().get(FOLLOWERS + 1));
        Following.of(stand, followers, List.of(author), 1);
        stand.enliven(followers.each(follower -> follower.get(HOME)));
        stand.enliven(Reading.HOME.requests(stand.stores(), scene.readers()));
        int probes = scene.effort().probes();
        Say.that(probes + " posts to warm up, " + probes + " idle, " + probes + " beside " + FANS + " followers, "
                + probes + " under load");
        probe(stand, author, followers, probes);
        Latency idle = Latency.of(probe(stand, author, followers, probes));
        Latency beside = Latency.of(besideFamous(stand, famous, () -> probe(stand, author, followers, probes)));
        stand.settle();
        Latency loaded = Latency.of(underLoad(scene, () -> probe(stand, author, followers, probes)));
        stand.settle();
        return section(idle, beside, loaded);
    }

    private Section section(Latency idle, Latency beside, Latency loaded) {
        return Section.of(
                this,
                "the client, Skein with all roles, PostgreSQL, Redis and Kafka",
                List.of(
                        Figure.waiting("post to home, idle: p50", idle).aimedAt(Figure.Aim.atMost(15)),
                        Figure.amount("post to home, idle: p99", idle.p99(), "ms")
                                .aimedAt(Figure.Aim.atMost(75)),
                        Figure.waiting("post to home beside " + FANS + " followers: p50", beside),
                        Figure.amount("post to home beside " + FANS + " followers: p99", beside.p99(), "ms"),
                        Figure.ratio("p50 beside them / idle", beside.p50(), idle.p50())
                                .aimedAt(Figure.Aim.atMost(2)),
                        Figure.waiting("post to home, under load: p50", loaded),
                        Figure.amount("post to home, under load: p99", loaded.p99(), "ms")),
                List.of(
                        "one author with " + FOLLOWERS
                                + " live followers; a follower asks for home without a pause, and the"
                                + " time ends with the answer that holds the post",
                        "beside " + FANS
                                + " followers: somebody whom so many follow posts twice a second, and is not pulled",
                        "load: " + LOAD_READERS + " connections that read home and " + LOAD_WRITERS
                                + " that post, without a pause; a wait of " + PATIENCE.toSeconds()
                                + " s is given up, and the third ends the series"));
    }

    /** Each post is waited for by one of the followers; one that never comes counts as what we had patience for. */
    private static long[] probe(Stand stand, Crowd.Member author, Crowd followers, int posts) {
        List<Long> nanos = new ArrayList<>();
        for (int overdue = 0; nanos.size() < posts && overdue < MOST_OVERDUE; ) {
            Crowd.Member follower =
                    followers.members().get(nanos.size() % followers.members().size());
            String id = Web.post(stand.port(), PostsPart.POST, author.token(), PostsPart.json())
                    .getString("id");
            long answered = System.nanoTime();
            long end = answered + PATIENCE.toNanos();
            boolean seen = false;
            while (!seen && System.nanoTime() < end) {
                seen = home(stand, follower).contains("\"id\":\"" + id + "\"");
            }
            nanos.add(System.nanoTime() - answered);
            overdue += seen ? 0 : 1;
            Waiting.pause(PAUSE_MILLIS);
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    /** Makes somebody famous whose posts go to everybody all the same, since the border of push and pull lies higher. */
    private static Crowd.Member admired(Stand stand, Crowd.Member somebody) {
        stand.stores().update(FAN, FANS);
        stand.stores().update(ADMIRE, Long.parseLong(somebody.id()));
        return somebody;
    }

    private static long[] besideFamous(Stand stand, Crowd.Member famous, Supplier<long[]> probes) {
        try (Pressure posting = Pressure.every(
                FAMOUS_PAUSE_MILLIS, () -> Web.post(stand.port(), PostsPart.POST, famous.token(), PostsPart.json()))) {
            return probes.get();
        }
    }

    private static long[] underLoad(Scene scene, Supplier<long[]> probes) {
        Stand stand = scene.stand();
        List<byte[]> reads = Reading.HOME.requests(stand.stores(), scene.readers());
        List<byte[]> posts = scene.readers().each(PostsPart::post);
        try (Pressure reading = Pressure.of(new Load(stand.port(), reads, LOAD_READERS));
                Pressure writing = Pressure.of(new Load(stand.port(), posts, LOAD_WRITERS))) {
            return probes.get();
        }
    }

    private static String home(Stand stand, Crowd.Member follower) {
        return new String(Web.get(stand.port(), HOME, follower.token()).body(), StandardCharsets.UTF_8);
    }
}
