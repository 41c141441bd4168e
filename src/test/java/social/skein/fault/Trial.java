package social.skein.fault;

import java.time.Duration;
import java.util.Random;

/** One fault on a site while people write, and what became of what they were told. */
final class Trial {
    /** What is promised for after a fault has ended. */
    static final Duration BACK_TO_NORMAL = Duration.ofSeconds(60);

    /** How long is waited for more than that, to tell late from never. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int BEFORE = 30;
    private static final int AFTER = 60;

    private final Site site;
    private final Town town;
    private final Scale scale;
    private final long seed;
    private int number;

    Trial(Site site, Town town, Scale scale, long seed) {
        this.site = site;
        this.town = town;
        this.scale = scale;
        this.seed = seed;
    }

    /**
     * What a fault did.
     *
     * @param acknowledged posts, likes and deletions that were answered
     * @param unanswered posts of which nobody knows
     * @param struck how long the fault lasted
     * @param normal how long after it until new posts were taken, every fact was handled and all stores answered
     */
    record Result(
            Fault fault,
            int acknowledged,
            int unanswered,
            Duration struck,
            Duration normal,
            Reconciler.Findings findings,
            int deadLetters) {
        boolean holds() {
            return findings.lost().isEmpty()
                    && findings.repeated().isEmpty()
                    && findings.amiss().isEmpty()
                    && fault.leavesLetters() == (deadLetters > 0)
                    && normal.compareTo(BACK_TO_NORMAL) <= 0;
        }
    }

    Result of(Fault fault) throws Exception {
        String name = fault.title() + ", " + ++number;
        Ledger ledger;
        long began;
        long ended;
        try (Traffic traffic = Traffic.of(site, town, name, seed + number)) {
            ledger = traffic.ledger();
            traffic.awaitMore(BEFORE);
            began = System.nanoTime();
            fault.strike(new Scene(site, town, scale, new Random(seed + number)));
            ended = System.nanoTime();
            traffic.awaitMore(AFTER);
        }
        site.settle(PATIENCE);
        Duration normal = Duration.ofNanos(System.nanoTime() - ended);
        Reconciler reconciler = new Reconciler(site, town, ledger);
        Reconciler.Findings findings = reconciler.compare();
        int letters = reconciler.deadLetters().size();
        site.putAwayLetters();
        return new Result(
                fault,
                ledger.acknowledged(),
                ledger.unanswered(),
                Duration.ofNanos(ended - began),
                normal,
                findings,
                letters);
    }
}
