package social.skein.fault;

import java.time.Duration;
import java.util.Random;

/** Runs a fault while clients write, and compares their history with the resulting data. */
final class FaultRun {
    /** The guaranteed maximum recovery time after a fault. */
    static final Duration MAX_RECOVERY = Duration.ofSeconds(60);

    /** The timeout of recovery; it is longer, to distinguish slow recovery from none. */
    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    private static final int POSTS_BEFORE = 30;
    private static final int POSTS_AFTER = 60;

    private final FaultDeployment deployment;
    private final UserRing users;
    private final FaultIntensity intensity;
    private final long seed;
    private int runNumber;

    FaultRun(FaultDeployment deployment, UserRing users, FaultIntensity intensity, long seed) {
        this.deployment = deployment;
        this.users = users;
        this.intensity = intensity;
        this.seed = seed;
    }

    /**
     * The result of a fault.
     *
     * @param acknowledged the number of acknowledged posts, favourites and deletions
     * @param unknown the number of posts without a response
     * @param faultDuration the duration of the fault
     * @param recoveryTime the time from its end until new posts were accepted, every fact was handled and all stores
     *     responded
     */
    record Result(
            InjectedFault fault,
            int acknowledged,
            int unknown,
            Duration faultDuration,
            Duration recoveryTime,
            Reconciler.Findings findings,
            int deadLetters) {
        boolean passed() {
            return findings.lost().isEmpty()
                    && findings.duplicated().isEmpty()
                    && findings.inconsistent().isEmpty()
                    && fault.expectsDeadLetters() == (deadLetters > 0)
                    && recoveryTime.compareTo(MAX_RECOVERY) <= 0;
        }
    }

    Result run(InjectedFault fault) throws Exception {
        String name = fault.title() + ", " + ++runNumber;
        ClientHistory history;
        long start;
        long end;
        try (ClientTraffic traffic = ClientTraffic.start(deployment, users, name, seed + runNumber)) {
            history = traffic.history();
            traffic.awaitAcknowledged(POSTS_BEFORE);
            start = System.nanoTime();
            fault.inject(new FaultContext(deployment, users, intensity, new Random(seed + runNumber)));
            end = System.nanoTime();
            traffic.awaitAcknowledged(POSTS_AFTER);
        }
        deployment.settle(TIMEOUT);
        Duration recoveryTime = Duration.ofNanos(System.nanoTime() - end);
        Reconciler reconciler = new Reconciler(deployment, users, history);
        Reconciler.Findings findings = reconciler.compare();
        int deadLetters = reconciler.deadLetters().size();
        deployment.deleteDeadLetters();
        return new Result(
                fault,
                history.acknowledgedCount(),
                history.unknownCount(),
                Duration.ofNanos(end - start),
                recoveryTime,
                findings,
                deadLetters);
    }
}
