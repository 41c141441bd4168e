package social.skein.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.config.Config;
import social.skein.consistency.CheckResult;
import social.skein.consistency.ConsistencyCheck;
import social.skein.doctor.Doctor;
import social.skein.doctor.Finding;
import social.skein.doctor.Finding.Verdict;
import social.skein.http.Json;

/** Prints the findings of the {@link Doctor}, or with {@code --data} those of a {@link ConsistencyCheck}. */
@Command(
        name = "doctor",
        description =
                "Check whether this machine can run Skein with these settings, or with --data the consistency of the data.")
final class DoctorCommand implements Callable<Integer> {
    private static final int MAX_EXAMPLES = 10;

    private final SkeinCommand skein;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    @Option(
            names = "--data",
            description = "Check the consistency of the stored data. Read-only; safe while Skein is serving.")
    private boolean data;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "With --data: number of newest posts, accounts, notifications and timelines (default ${DEFAULT-VALUE}).")
    private int sample;

    DoctorCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public Integer call() {
        Config config = skein.settings().config();
        List<Finding> findings = data ? checkData(config) : new Doctor(config).check();
        if (json) {
            skein.out().println(Json.encode(findings));
        } else {
            findings.forEach(finding -> skein.out().println(finding));
        }
        skein.out().flush();
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private List<Finding> checkData(Config config) {
        if (sample < 1) {
            throw new IllegalArgumentException("--sample is " + sample + "; it should be 1 or more.");
        }
        try (CommandContext context = CommandContext.open(config, skein.progress())) {
            return context.checkConsistency(sample).stream()
                    .map(DoctorCommand::finding)
                    .toList();
        }
    }

    private static Finding finding(CheckResult check) {
        return check.violations().isEmpty()
                ? Finding.ok(check.summary())
                : Finding.fail(
                        check.summary(),
                        check.violations().stream().limit(MAX_EXAMPLES).collect(Collectors.joining("\n      ")));
    }
}
