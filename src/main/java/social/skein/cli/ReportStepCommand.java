package social.skein.cli;

import io.vertx.core.Future;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.Workbench;
import social.skein.http.Json;
import social.skein.report.Reports;
import social.skein.trace.SecurityLog;

/** Closes a report, or opens it again. To do so twice is no failure: the report is as it should be. */
@Command
final class ReportStepCommand implements Runnable {
    private final SkeinCommand skein;
    private final BiFunction<Reports, Long, Future<Boolean>> step;
    private final SecurityLog.Event event;
    private final String done;

    @Parameters(paramLabel = "ID", description = "What list shows.")
    private long id;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    private ReportStepCommand(
            SkeinCommand skein, BiFunction<Reports, Long, Future<Boolean>> step, SecurityLog.Event event, String done) {
        this.skein = skein;
        this.step = step;
        this.event = event;
        this.done = done;
    }

    static CommandLine resolve(SkeinCommand skein) {
        return of(
                new ReportStepCommand(skein, Reports::resolve, SecurityLog.Event.REPORT_RESOLVED, "resolved"),
                "Say that a report needs nothing more.");
    }

    static CommandLine reopen(SkeinCommand skein) {
        return of(
                new ReportStepCommand(skein, Reports::reopen, SecurityLog.Event.REPORT_REOPENED, "open"),
                "Say that something is to be done after all.");
    }

    private static CommandLine of(ReportStepCommand step, String description) {
        CommandLine command = new CommandLine(step);
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    /** What became of it. */
    private record Outcome(String id, boolean open, boolean changed) {}

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            long found = ReportShowCommand.find(bench, id).id();
            boolean changed = bench.finish(step.apply(bench.wiring().reports(), found), "Changing the report");
            if (changed) {
                SecurityLog.note(event, SecurityLog.operator(), "report " + id);
            }
            skein.out()
                    .println(
                            json
                                    ? Json.text(new Outcome(Long.toString(id), done.equals("open"), changed))
                                    : "Report " + id + " is " + done + (changed ? "." : ", as before."));
            skein.out().flush();
        }
    }
}
