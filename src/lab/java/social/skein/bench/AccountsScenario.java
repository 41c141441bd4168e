package social.skein.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures home reads at a thousand to a million accounts, with a separate deployment for each size. */
final class AccountsScenario implements Scenario {
    private static final Map<Long, String> PROFILES =
            Map.of(1_000L, "S-30", 10_000L, "M-30", 100_000L, "L-30", 1_000_000L, "XL-30");

    /** The prefix of the usernames of a profile, which consist of a u and a number of seven digits. */
    private static final String USERNAME_PREFIX = "u0";

    /** One account in ten has a live timeline; they stand for those that were active within a week. */
    private static final int ACCOUNTS_PER_TIMELINE = 10;

    /** The number of readers is the same at each size, so that sizes are compared and not how warm the caches are. */
    private static final int READERS = 100;

    private static final double MIN_RATIO = 0.77;
    private static final long MAX_MEMORY_MIB = 8L << 10;

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public String title() {
        return "home reads by number of accounts";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        context.closeDeployment();
        List<Measurement> measurements = new ArrayList<>();
        List<ScenarioResult.SizePoint> curve = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (long accounts : context.sizes().accounts()) {
            Optional<BenchDeployment> opened = openDeployment(context, accounts);
            if (opened.isEmpty()) {
                notes.add(String.format(
                        "%,d accounts skipped: this jar has no seed --profile %s", accounts, PROFILES.get(accounts)));
                continue;
            }
            try (BenchDeployment deployment = opened.get()) {
                curve.add(measureSize(context, deployment, accounts, measurements));
            }
        }
        measurements.addAll(compareWithSmallest(curve));
        return new ScenarioResult(
                name(), title(), "the client, Skein, PostgreSQL, Redis and Kafka", measurements, curve, notes);
    }

    /** Starts the deployment of this size and seeds it, unless there is a data folder that has been seeded already. */
    private static Optional<BenchDeployment> openDeployment(BenchContext context, long accounts) {
        Path seededFolder = context.sizes().seededFolders().get(accounts);
        BenchDeployment deployment = BenchDeployment.start(
                context.workspace(),
                seededFolder == null
                        ? context.workspace().folder().resolve("data-" + accounts)
                        : seededFolder.toAbsolutePath());
        if (seededFolder != null) {
            return Optional.of(deployment);
        }
        BenchLog.info(String.format("Seeding %,d accounts", accounts));
        if (deployment.seed("--profile", PROFILES.get(accounts))) {
            return Optional.of(deployment);
        }
        deployment.close();
        return Optional.empty();
    }

    private static ScenarioResult.SizePoint measureSize(
            BenchContext context, BenchDeployment deployment, long accounts, List<Measurement> measurements) {
        deployment.settle();
        BenchLog.info(String.format("Creating %,d live timelines", accounts / ACCOUNTS_PER_TIMELINE));
        BenchUsers live =
                BenchUsers.sample(deployment.stores(), USERNAME_PREFIX, (int) (accounts / ACCOUNTS_PER_TIMELINE));
        List<byte[]> reads = TimelineRead.HOME.requests(deployment.stores(), live);
        deployment.warmTimelines(reads);
        ClosedLoopLoad.Outcome firstReads =
                new ClosedLoopLoad(deployment.port(), reads, WorkloadSize.CONNECTIONS).runOnce();
        measurements.add(Measurement.rate(
                String.format("home at %,d accounts, %,d readers once each", accounts, reads.size()),
                firstReads.perSecond()));
        BenchUsers readers = live.slice(0, Math.min(READERS, reads.size()));
        BaselineComparison comparison = BaselineComparison.run(
                context, deployment, TimelineRead.HOME, readers, String.format("home at %,d accounts", accounts));
        measurements.add(comparison.skein());
        measurements.add(comparison.baseline());
        measurements.add(comparison.ratio());
        double mib = ProcessMemory.measure(deployment).stream()
                .reduce((before, last) -> last)
                .orElseThrow()
                .value();
        Measurement resident = Measurement.amount(
                String.format(
                        "resident, all processes, %,d live timelines",
                        live.users().size()),
                mib,
                "MiB");
        measurements.add(
                accounts == 1_000_000
                        ? resident.withThreshold(Measurement.Threshold.atMost(MAX_MEMORY_MIB))
                        : resident);
        return new ScenarioResult.SizePoint(
                accounts, comparison.skein().value(), comparison.baseline().value());
    }

    /**
     * Compares each size with the first. Both are relative to their own bare server, since the speed of the machine
     * changes over time.
     */
    private static List<Measurement> compareWithSmallest(List<ScenarioResult.SizePoint> curve) {
        return curve.stream()
                .skip(1)
                .map(point -> Measurement.ratio(
                                String.format(
                                        "%,d accounts / %,d, each relative to bare",
                                        point.accounts(), curve.get(0).accounts()),
                                point.perSecond() / point.bare(),
                                curve.get(0).perSecond() / curve.get(0).bare())
                        .withThreshold(Measurement.Threshold.atLeast(MIN_RATIO)))
                .toList();
    }
}
