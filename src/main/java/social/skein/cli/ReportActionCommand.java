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

/** Resolves or reopens a report; repeating it is a no-op. */
@Command
final class ReportActionCommand implements Runnable {
    private final SkeinCommand skein;
    private final BiFunction<Reports, Long, Future<Boolean>> action;
    private final AuditLog.Event event;
    private final String newState;

    @Parameters(paramLabel = "ID", description = "The id of the report, as report list shows it.")
    private long id;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    private ReportActionCommand(
            SkeinCommand skein,
            BiFunction<Reports, Long, Future<Boolean>> action,
            AuditLog.Event event,
            String newState) {
        this.skein = skein;
        this.action = action;
        this.event = event;
        this.newState = newState;
    }

    static CommandLine resolve(SkeinCommand skein) {
        return create(
                new ReportActionCommand(skein, Reports::resolve, AuditLog.Event.REPORT_RESOLVED, "resolved"),
                "Mark a report as resolved.");
    }

    static CommandLine reopen(SkeinCommand skein) {
        return create(
                new ReportActionCommand(skein, Reports::reopen, AuditLog.Event.REPORT_REOPENED, "open"),
                "Reopen a resolved report.");
    }

    private static CommandLine create(ReportActionCommand action, String description) {
        CommandLine command = new CommandLine(action);
        command.getCommandSpec().usageMessage().description(description);
        return command;
    }

    /** The JSON output. */
    private record Outcome(String id, boolean open, boolean changed) {}

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            long found = ReportShowCommand.find(context, id).id();
            boolean changed = context.await(
                    action.apply(context.feature(ReportFeature.class).reports(), found), "Changing the report");
            if (changed) {
                AuditLog.record(event, AuditLog.operatorActor(), "report " + id);
            }
            skein.out()
                    .println(
                            json
                                    ? Json.encode(new Outcome(Long.toString(id), newState.equals("open"), changed))
                                    : "Report " + id + " is " + newState + (changed ? "." : " already."));
            skein.out().flush();
        }
    }
}
