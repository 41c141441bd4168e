package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a full timeline takes in Redis, and what all processes of the deployment take together. */
final class MemoryScenario implements Scenario {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final int FOLLOWERS = 100;
    private static final int ENTRIES = 800;
    private static final double MAX_BYTES_PER_ENTRY = 10.4;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "memory of a timeline entry, and of all processes";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        BenchUsers crowd = BenchUsers.createNew(stand.stores(), FOLLOWERS + 1);
        BenchUsers.BenchUser author = crowd.users().get(0);
        BenchUsers followers = crowd.slice(1, FOLLOWERS + 1);
        FollowSeeder.followEvenly(stand, followers, List.of(author), 1);
        stand.warmTimelines(followers.requests(follower -> follower.get(HOME)));
        BenchLog.info("Filling " + FOLLOWERS + " timelines with " + ENTRIES + " posts");
        List<byte[]> posts = Collections.nCopies(ENTRIES, PostsScenario.post(author));
        new ClosedLoopLoad(stand.port(), posts, WorkloadSize.CONNECTIONS).runOnce();
        stand.settle();
        List<Measurement> figures = new ArrayList<>();
        figures.add(
                Measurement.amount("Redis, bytes of an entry in timelines of 800", bytesPerEntry(stand, followers), "B")
                        .withThreshold(Measurement.Threshold.atMost(MAX_BYTES_PER_ENTRY)));
        figures.addAll(ProcessMemory.measure(stand));
        return ScenarioResult.of(
                this,
                "nothing runs while memory is read",
                figures,
                List.of(
                        "MEMORY USAGE of " + FOLLOWERS + " keys, names and all, that fan-out filled",
                        ProcessMemory.NOTE));
    }

    private static double bytesPerEntry(BenchDeployment stand, BenchUsers owners) {
        try (RawRedisClient redis = new RawRedisClient(stand.stores().redis())) {
            long bytes = 0;
            long entries = 0;
            for (BenchUsers.BenchUser owner : owners.users()) {
                String key = redis.scan("home:*:" + owner.id()).get(0);
                bytes += redis.executeLong("MEMORY", "USAGE", key, "SAMPLES", "0");
                entries += redis.executeLong("LLEN", key) - 1;
            }
            return (double) bytes / entries;
        }
    }
}
