package social.skein.fault;

import java.time.Duration;
import java.util.Random;

/** One fault on a site while people write, and what became of what they were told. */
final class FaultRun {
    /** What is promised for after a fault has ended. */
    static final Duration MAX_RECOVERY = Duration.ofSeconds(60);

    /** How long is waited for more than that, to tell late from never. */
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
     * What a fault did.
     *
     * @param acknowledged posts, likes and deletions that were answered
     * @param unknown posts of which nobody knows
     * @param faultDuration how long the fault lasted
     * @param recoveryTime how long after it until new posts were taken, every fact was handled and all stores answered
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
        ClientHistory ledger;
        long began;
        long ended;
        try (ClientTraffic traffic = ClientTraffic.start(deployment, users, name, seed + runNumber)) {
            ledger = traffic.history();
            traffic.awaitAcknowledged(POSTS_BEFORE);
            began = System.nanoTime();
            fault.inject(new FaultContext(deployment, users, intensity, new Random(seed + runNumber)));
            ended = System.nanoTime();
            traffic.awaitAcknowledged(POSTS_AFTER);
        }
        deployment.settle(TIMEOUT);
        Duration normal = Duration.ofNanos(System.nanoTime() - ended);
        Reconciler reconciler = new Reconciler(deployment, users, ledger);
        Reconciler.Findings findings = reconciler.compare();
        int letters = reconciler.deadLetters().size();
        deployment.deleteDeadLetters();
        return new Result(
                fault,
                ledger.acknowledgedCount(),
                ledger.unknownCount(),
                Duration.ofNanos(ended - began),
                normal,
                findings,
                letters);
    }
}
