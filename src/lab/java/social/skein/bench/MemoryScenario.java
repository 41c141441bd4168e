package social.skein.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures the memory of a full timeline in Redis, and of all processes of the deployment. */
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
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        BenchUsers users = BenchUsers.createNew(deployment.stores(), FOLLOWERS + 1);
        BenchUsers.BenchUser author = users.users().get(0);
        BenchUsers followers = users.slice(1, FOLLOWERS + 1);
        FollowSeeder.followEvenly(deployment, followers, List.of(author), 1);
        deployment.warmTimelines(followers.requests(follower -> follower.get(HOME)));
        BenchLog.info("Filling " + FOLLOWERS + " timelines with " + ENTRIES + " posts");
        List<byte[]> posts = Collections.nCopies(ENTRIES, PostsScenario.post(author));
        new ClosedLoopLoad(deployment.port(), posts, WorkloadSize.CONNECTIONS).runOnce();
        deployment.settle();
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(Measurement.amount(
                        "Redis, bytes per entry in timelines of 800", bytesPerEntry(deployment, followers), "B")
                .withThreshold(Measurement.Threshold.atMost(MAX_BYTES_PER_ENTRY)));
        measurements.addAll(ProcessMemory.measure(deployment));
        return ScenarioResult.of(
                this,
                "no load while memory is read",
                measurements,
                List.of(
                        "MEMORY USAGE of " + FOLLOWERS + " keys, including their names, filled by fan-out",
                        ProcessMemory.NOTE));
    }

    private static double bytesPerEntry(BenchDeployment deployment, BenchUsers owners) {
        try (RawRedisClient redis = new RawRedisClient(deployment.stores().redis())) {
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
