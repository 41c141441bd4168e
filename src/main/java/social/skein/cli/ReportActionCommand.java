package social.skein.cli;

import io.vertx.core.Future;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.http.Json;
import social.skein.report.ReportFeature;
import social.skein.report.Reports;

/** Closes a report, or opens it again. To do so twice is no failure: the report is as it should be. */
@Command
final class ReportActionCommand implements Runnable {
    private final SkeinCommand skein;
    private final BiFunction<Reports, Long, Future<Boolean>> action;
    private final AuditLog.Event event;
    private final String newState;

    @Parameters(paramLabel = "ID", description = "What list shows.")
    private long id;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    private ReportActionCommand(
            SkeinCommand skein, BiFunction<Reports, Long, Future<Boolean>> step, AuditLog.Event event, String done) {
        this.skein = skein;
        this.action = step;
        this.event = event;
        this.newState = done;
    }

    static CommandLine resolve(SkeinCommand skein) {
        return create(
                new ReportActionCommand(skein, Reports::resolve, AuditLog.Event.REPORT_RESOLVED, "resolved"),
                "Say that a report needs nothing more.");
    }

    static CommandLine reopen(SkeinCommand skein) {
        return create(
                new ReportActionCommand(skein, Reports::reopen, AuditLog.Event.REPORT_REOPENED, "open"),
                "Say that something is to be done after all.");
    }

    private static CommandLine create(ReportActionCommand step, String description) {
        CommandLine command = new CommandLine(step);
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    /** What became of it. */
    private record Outcome(String id, boolean open, boolean changed) {}

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            long found = ReportShowCommand.find(bench, id).id();
            boolean changed = bench.await(
                    action.apply(bench.feature(ReportFeature.class).reports(), found), "Changing the report");
            if (changed) {
                AuditLog.record(event, AuditLog.operatorActor(), "report " + id);
            }
            skein.out()
                    .println(
                            json
                                    ? Json.encode(new Outcome(Long.toString(id), newState.equals("open"), changed))
                                    : "Report " + id + " is " + newState + (changed ? "." : ", as before."));
            skein.out().flush();
        }
    }
}
