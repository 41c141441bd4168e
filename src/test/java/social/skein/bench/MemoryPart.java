package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a full timeline takes in Redis, and what all processes of the deployment take together. */
final class MemoryPart implements Part {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final int FOLLOWERS = 100;
    private static final int ENTRIES = 800;
    private static final double AIM = 10.4;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "memory of a timeline entry, and of all processes";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Crowd crowd = Crowd.strangers(stand.stores(), FOLLOWERS + 1);
        Crowd.Member author = crowd.members().get(0);
        Crowd followers = crowd.part(1, FOLLOWERS + 1);
        Following.of(stand, followers, List.of(author), 1);
        stand.enliven(followers.each(follower -> follower.get(HOME)));
        Say.that("Filling " + FOLLOWERS + " timelines with " + ENTRIES + " posts");
        List<byte[]> posts = Collections.nCopies(ENTRIES, PostsPart.post(author));
        new Load(stand.port(), posts, Effort.CONNECTIONS).once();
        stand.settle();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.amount("Redis, bytes of an entry in timelines of 800", perEntry(stand, followers), "B")
                .aimedAt(Figure.Aim.atMost(AIM)));
        figures.addAll(Memory.of(stand));
        return Section.of(
                this,
                "nothing runs while memory is read",
                figures,
                List.of("MEMORY USAGE of " + FOLLOWERS + " keys, names and all, that fan-out filled", Memory.MEASURE));
    }

    private static double perEntry(Stand stand, Crowd owners) {
        try (RedisLine redis = new RedisLine(stand.stores().redis())) {
            long bytes = 0;
            long entries = 0;
            for (Crowd.Member owner : owners.members()) {
                String key = redis.keys("home:*:" + owner.id()).get(0);
                bytes += redis.number("MEMORY", "USAGE", key, "SAMPLES", "0");
                entries += redis.number("LLEN", key) - 1;
            }
            return (double) bytes / entries;
        }
    }
}
