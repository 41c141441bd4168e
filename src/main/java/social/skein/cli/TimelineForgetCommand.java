package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.app.RunningProcesses;
import social.skein.auditlog.AuditLog;
import social.skein.config.Config;
import social.skein.http.Json;
import social.skein.model.Plurals;
import social.skein.timeline.TimelineFeature;

/** Deletes home timelines from Redis. They are rebuilt from the database when they are next read. */
@Command(
        name = "forget",
        description = {
            "Delete home timelines from Redis; each is rebuilt from the database when it is next read.",
            "With --all also the cached posts and accounts: run it after the database was restored from a backup."
        })
final class TimelineForgetCommand implements Callable<Integer> {
    private final SkeinCommand skein;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "The accounts, as in @NAME; - reads names from standard input.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All timelines, and all posts and accounts that are cached in Redis.")
    private boolean all;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    TimelineForgetCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output: the number of timelines that were in Redis. */
    private record Forgotten(long timelines) {}

    @Override
    public Integer call() {
        if (all != names.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name the accounts, or use --all");
        }
        Config config = skein.deploymentConfig();
        TimelineRebuildCommand.requireRedis(config);
        List<String> expanded = AccountNames.expand(names);
        try (CommandContext context = skein.open()) {
            List<AdminAccount> owners = AccountNames.findAll(skein, context, expanded);
            print(all ? forgetAll(context, config) : forget(context, owners));
            return owners.size() == expanded.size() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private void print(long forgotten) {
        skein.out()
                .println(
                        json
                                ? Json.encode(new Forgotten(forgotten))
                                : "Deleted " + Plurals.count(forgotten, "timeline") + " from Redis.");
        skein.out().flush();
    }

    private long forgetAll(CommandContext context, Config config) {
        long forgotten = context.forgetTimelines();
        record("all timelines, cached posts and accounts");
        int running = new RunningProcesses(config.dataDir()).list().size();
        if (running > 0) {
            skein.printError(Plurals.count(running, "running process")
                    + " may still have posts and accounts of before in memory. After a restore, restart them.");
        }
        return forgotten;
    }

    private static long forget(CommandContext context, List<AdminAccount> owners) {
        long forgotten = context.await(
                context.feature(TimelineFeature.class)
                        .timelines()
                        .invalidate(owners.stream().map(AdminAccount::id).toList()),
                "Deleting the timelines");
        owners.forEach(owner -> record("timeline of account " + owner.id()));
        return forgotten;
    }

    private static void record(String target) {
        AuditLog.record(AuditLog.Event.TIMELINES_FORGOTTEN, AuditLog.operatorActor(), target);
    }
}
