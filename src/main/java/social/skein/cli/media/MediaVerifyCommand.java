package social.skein.cli.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.config.Config;
import social.skein.embedded.Progress;
import social.skein.media.MediaStores;
import social.skein.model.Plurals;
import social.skein.verification.MediaFinding;
import social.skein.verification.MediaMender;
import social.skein.verification.MediaVerifier;
import social.skein.verification.Mending;
import social.skein.verification.VerificationFeature;
import social.skein.verification.VerifiedPage;

/** Compares the media in the database with the object store, and mends the differences with {@code --fix}. */
@Command(
        name = "verify",
        description = {
            "Compare the media in the database with the object store, both ways. Safe while Skein is serving.",
            "Without --fix nothing is changed. The exit code is 0 if nothing is wrong, or everything was mended."
        })
final class MediaVerifyCommand implements Callable<Integer> {
    private final CommandEnvironment environment;

    @ArgGroup
    private Mode mode = new Mode();

    @Option(
            names = "--force",
            description = "With --fix: mend even if most objects have no record, or most records have no object.")
    private boolean force;

    @Option(
            names = "--min-age",
            paramLabel = "AGE",
            defaultValue = "1h",
            converter = AgeConverter.class,
            description = "Leave alone what is younger, such as uploads in progress (default ${DEFAULT-VALUE}).")
    private Duration minAge = Duration.ofHours(1);

    @Option(
            names = "--after",
            paramLabel = "KEY",
            description = "Continue an interrupted verification after this key, which it has printed.")
    private String after = "";

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    /** Mutually exclusive; at most one is set. */
    private static final class Mode {
        @Option(
                names = "--fix",
                description = {
                    "Mend what is wrong: delete objects that nothing shows, make lost thumbnails again, and remove lost"
                            + " pictures from posts and profiles.",
                    "If there is a backup of the objects, restore it first."
                })
        private boolean fix;

        @Option(names = "--dry-run", description = "Change nothing; the default.")
        private boolean dryRun;

        boolean isFix() {
            return fix && !dryRun;
        }
    }

    MediaVerifyCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Progress progress = environment.progress();
        VerifyReport report = new VerifyReport();
        Config config = environment.deploymentConfig();
        if (!MediaStores.exists(config.media(), config.dataDir())) {
            throw new IllegalStateException(MediaStores.title(config.media(), config.dataDir())
                    + " does not exist: nothing was started there, or its disk is not mounted");
        }
        try (CommandContext context = CommandContext.open(config, progress)) {
            MediaVerifier verifier = context.feature(VerificationFeature.class).verifier(minAge, after);
            context.await(verifier.checkStore(), "Checking the object store");
            Thread onInterrupt = new Thread(() -> printPosition(verifier));
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                verify(context, verifier, report, progress);
            } catch (RuntimeException failure) {
                printPosition(verifier);
                throw failure;
            } finally {
                boolean ignored = Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
        report.print(environment.out(), json);
        return report.open() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void printPosition(MediaVerifier verifier) {
        if (!verifier.position().isEmpty() && !verifier.isDone()) {
            environment.printError("The verification stopped; continue it with --after " + verifier.position());
        }
    }

    private void verify(CommandContext context, MediaVerifier verifier, VerifyReport report, Progress progress) {
        Optional<MediaMender> mender = mode.isFix()
                ? Optional.of(
                        context.await(context.feature(VerificationFeature.class).mender(), "Opening the media"))
                : Optional.empty();
        while (!verifier.isDone()) {
            VerifiedPage page = context.await(verifier.next(), "Comparing the media with the object store");
            report.add(page);
            if (mender.isPresent() && !page.findings().isEmpty()) {
                requirePlausible(report);
                mend(context, mender.get(), page.findings(), report);
            }
            progress.fraction("Verifying", verifier.fraction());
        }
    }

    /** Protects a deployment whose settings name another database or another store than that of the media. */
    private void requirePlausible(VerifyReport report) {
        if (force) {
            return;
        }
        if (report.isImplausible(MediaFinding.Kind.MISSING)) {
            throw new IllegalStateException(
                    "Most records have no object, so this is probably not the object store of this database, and nothing was"
                            + " mended. If the objects are lost, use --force");
        }
        if (report.isImplausible(MediaFinding.Kind.ORPHAN)) {
            throw new IllegalStateException(
                    "Most objects have no record, so this is probably not the database of this object store, and nothing was"
                            + " mended. If the objects are not needed, use --force");
        }
    }

    private static void mend(
            CommandContext context, MediaMender mender, List<MediaFinding> findings, VerifyReport report) {
        List<MediaFinding> orphans = findings.stream()
                .filter(finding -> finding.kind() == MediaFinding.Kind.ORPHAN)
                .toList();
        if (!orphans.isEmpty()) {
            Set<String> left = context.awaitLong(mender.deleteOrphans(orphans), "Deleting orphaned objects");
            report.addMended(Mending.OBJECT_DELETED, orphans.size() - left.size());
            record(Plurals.count(orphans.size() - left.size(), "object") + " without a record deleted");
        }
        for (MediaFinding finding : findings) {
            if (finding.kind() != MediaFinding.Kind.ORPHAN) {
                Mending mending = context.awaitLong(mender.mend(finding), "Mending " + finding);
                report.addMended(mending, 1);
                record(finding + ": " + mending.noun() + " " + mending.verb());
            }
        }
    }

    private static void record(String target) {
        AuditLog.record(AuditLog.Event.MEDIA_MENDED, AuditLog.operatorActor(), target);
    }
}
