package social.skein.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import social.skein.cli.Finding.Verdict;
import social.skein.http.Json;

/** Prints what {@link Doctor} finds. */
@Command(name = "doctor", description = "Check whether this machine can run Skein with these settings.")
final class DoctorCommand implements Callable<Integer> {
    private final SkeinCommand skein;

    @Option(names = "--json", description = "Print the findings as JSON.")
    private boolean json;

    DoctorCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public Integer call() {
        List<Finding> findings = new Doctor(skein.settings().config()).examine();
        if (json) {
            skein.out().println(Json.text(findings));
        } else {
            findings.forEach(finding -> skein.out().println(finding));
        }
        skein.out().flush();
        boolean failed = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.FAIL);
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
