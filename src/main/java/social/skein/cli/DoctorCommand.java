package social.skein.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import social.skein.app.Workbench;
import social.skein.audit.Audit;
import social.skein.audit.Check;
import social.skein.cli.Finding.Verdict;
import social.skein.config.Config;
import social.skein.http.Json;

/** Prints what {@link Doctor} finds of the machine, or an {@link Audit} of what the deployment holds. */
@Command(
        name = "doctor",
        description =
                "Check whether this machine can run Skein with these settings, or with --data what a deployment holds.")
final class DoctorCommand implements Callable<Integer> {
    private static final int MOST_EXAMPLES = 10;

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
        List<Finding> findings = data ? audited(config) : new Doctor(config).examine();
        if (json) {
            skein.out().println(Json.text(findings));
        } else {
            findings.forEach(finding -> skein.out().println(finding));
        }
        skein.out().flush();
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private List<Finding> audited(Config config) {
        if (sample < 1) {
            throw new IllegalArgumentException(
                    "--sample is how many are looked at: 1 or more, and not " + sample + ".");
        }
        try (Workbench bench = Workbench.open(config, TerminalProgress.onStandardError())) {
            return bench.audit(sample).stream().map(DoctorCommand::finding).toList();
        }
    }

    private static Finding finding(Check check) {
        String what = String.format(Locale.ROOT, "%,d %s", check.examined(), check.what());
        return check.wrong().isEmpty()
                ? Finding.ok(what)
                : Finding.fail(
                        what + ", but " + check.wrong().size() + " times not",
                        check.wrong().stream().limit(MOST_EXAMPLES).collect(Collectors.joining("\n      ")));
    }
}
