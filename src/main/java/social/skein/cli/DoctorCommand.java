package social.skein.cli;

import java.util.List;
import java.util.Locale;
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

/** Prints what {@link Doctor} finds of the machine, or an {@link ConsistencyCheck} of what the deployment holds. */
@Command(
        name = "doctor",
        description =
                "Check whether this machine can run Skein with these settings, or with --data what a deployment holds.")
final class DoctorCommand implements Callable<Integer> {
    private static final int MAX_EXAMPLES = 10;

    private final SkeinCommand skein;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    @Option(
            names = "--data",
            description = "Look through what the deployment holds, beside those who serve it, and change nothing.")
    private boolean data;

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "With --data: how many of the newest posts, people, notifications and timelines (${DEFAULT-VALUE}).")
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
            throw new IllegalArgumentException(
                    "--sample is how many are looked at: 1 or more, and not " + sample + ".");
        }
        try (CommandContext bench = CommandContext.open(config, TerminalProgress.onStandardError())) {
            return bench.checkConsistency(sample).stream()
                    .map(DoctorCommand::finding)
                    .toList();
        }
    }

    private static Finding finding(CheckResult check) {
        String what = String.format(Locale.ROOT, "%,d %s", check.examined(), check.invariant());
        return check.violations().isEmpty()
                ? Finding.ok(what)
                : Finding.fail(
                        what + ", but " + check.violations().size() + " times not",
                        check.violations().stream().limit(MAX_EXAMPLES).collect(Collectors.joining("\n      ")));
    }
}
