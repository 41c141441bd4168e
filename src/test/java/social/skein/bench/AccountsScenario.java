package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Home reads as the deployment grows from a thousand accounts to a million, each size a deployment of its own. */
final class AccountsScenario implements Scenario {
    private static final Map<Long, String> PROFILES =
            Map.of(1_000L, "S-30", 10_000L, "M-30", 100_000L, "L-30", 1_000_000L, "XL-30");

    /** What seed calls people of a profile: a u and a number of seven digits. */
    private static final String USERNAME_PREFIX = "u0";

    /** A tenth of all accounts have a live timeline, as of those who came back within a week. */
    private static final int ACCOUNTS_PER_TIMELINE = 10;

    /** As many read at each size, so that it is the size that is compared and not how warm the caches are. */
    private static final int READERS = 100;

    private static final double MIN_RATIO = 0.77;
    private static final long MAX_MEMORY_MIB = 8L << 10;

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String title() {
        return "home reads against the number of accounts";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        scene.closeDeployment();
        List<Measurement> figures = new ArrayList<>();
        List<ScenarioResult.SizePoint> curve = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (long accounts : scene.sizes().accounts()) {
            Optional<BenchDeployment> stand = openDeployment(scene, accounts);
            if (stand.isEmpty()) {
                notes.add(String.format(
                        "%,d accounts left out: this jar has no seed --profile %s", accounts, PROFILES.get(accounts)));
                continue;
            }
            try (BenchDeployment open = stand.get()) {
                curve.add(measureSize(scene, open, accounts, figures));
            }
        }
        figures.addAll(compareWithSmallest(curve));
        return new ScenarioResult(
                name(), title(), "the client, Skein, PostgreSQL, Redis and Kafka", figures, curve, notes);
    }

    /** The deployment of this size, loaded already or loaded now. */
    private static Optional<BenchDeployment> openDeployment(BenchContext scene, long accounts) {
        Path loaded = scene.sizes().seededFolders().get(accounts);
        BenchDeployment stand = BenchDeployment.start(
                scene.workspace(),
                loaded == null ? scene.workspace().folder().resolve("data-" + accounts) : loaded.toAbsolutePath());
        if (loaded != null) {
            return Optional.of(stand);
        }
        BenchLog.info(String.format("Loading %,d accounts", accounts));
        if (stand.seed("--profile", PROFILES.get(accounts))) {
            return Optional.of(stand);
        }
        stand.close();
        return Optional.empty();
    }

    private static ScenarioResult.SizePoint measureSize(
            BenchContext scene, BenchDeployment stand, long accounts, List<Measurement> figures) {
        stand.settle();
        BenchLog.info(String.format("Bringing %,d timelines to life", accounts / ACCOUNTS_PER_TIMELINE));
        BenchUsers live = BenchUsers.sample(stand.stores(), USERNAME_PREFIX, (int) (accounts / ACCOUNTS_PER_TIMELINE));
        List<byte[]> reads = TimelineRead.HOME.requests(stand.stores(), live);
        stand.warmTimelines(reads);
        ClosedLoopLoad.Outcome once = new ClosedLoopLoad(stand.port(), reads, WorkloadSize.CONNECTIONS).runOnce();
        figures.add(Measurement.rate(
                String.format("home at %,d accounts, each of %,d readers once", accounts, reads.size()),
                once.perSecond()));
        BenchUsers readers = live.slice(0, Math.min(READERS, reads.size()));
        BaselineComparison duel = BaselineComparison.run(
                scene, stand, TimelineRead.HOME, readers, String.format("home at %,d accounts", accounts));
        figures.add(duel.skein());
        figures.add(duel.baseline());
        figures.add(duel.ratio());
        double mib = ProcessMemory.measure(stand).stream()
                .reduce((before, last) -> last)
                .orElseThrow()
                .value();
        Measurement resident = Measurement.amount(
                String.format(
                        "resident, all processes, %,d live timelines",
                        live.users().size()),
                mib,
                "MiB");
        figures.add(
                accounts == 1_000_000
                        ? resident.withThreshold(Measurement.Threshold.atMost(MAX_MEMORY_MIB))
                        : resident);
        return new ScenarioResult.SizePoint(
                accounts, duel.skein().value(), duel.baseline().value());
    }

    /** Every size beside the first, each by its own bare server, since the machine is not the same for long. */
    private static List<Measurement> compareWithSmallest(List<ScenarioResult.SizePoint> curve) {
        return curve.stream()
                .skip(1)
                .map(point -> Measurement.ratio(
                                String.format(
                                        "%,d accounts / %,d, each beside bare",
                                        point.accounts(), curve.get(0).accounts()),
                                point.perSecond() / point.bare(),
                                curve.get(0).perSecond() / curve.get(0).bare())
                        .withThreshold(Measurement.Threshold.atLeast(MIN_RATIO)))
                .toList();
    }
}
