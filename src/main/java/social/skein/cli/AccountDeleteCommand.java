package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.deletion.AccountDeletion;
import social.skein.deletion.DeletionFeature;
import social.skein.http.Json;
import social.skein.model.AccountId;

/** Deletes an account permanently. The serving processes remove the rows in the background; repeating it is a no-op. */
@Command(name = "delete", description = "Permanently delete accounts and their data. The names cannot be reused.")
final class AccountDeleteCommand implements Callable<Integer> {
    private final SkeinCommand skein;

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "The accounts, as in @NAME; - reads names from standard input.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show what would be deleted without deleting anything.")
    private boolean dryRun;

    @Option(names = "--json", description = "JSON output: an object, or an array if there are several names or -.")
    private boolean json;

    AccountDeleteCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output; {@code remaining} is the number of rows still to delete, by kind. */
    private record Outcome(String username, String id, boolean changed, boolean dryRun, Map<String, Long> remaining) {}

    @Override
    public Integer call() {
        List<String> expanded = AccountNames.expand(names);
        if (expanded.isEmpty()) {
            skein.printError("There are no names on standard input.");
            return ExitCode.OK;
        }
        try (CommandContext context = skein.open()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (String name : expanded) {
                delete(context, name)
                        .ifPresentOrElse(outcomes::add, () -> skein.printError(AccountNames.missing(name)));
            }
            printJson(outcomes);
            return outcomes.size() == expanded.size() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** Empty if there is no such account. */
    private Optional<Outcome> delete(CommandContext context, String name) {
        Optional<AccountDeletion> before = DeletionLine.find(context, name);
        Optional<Outcome> outcome = before.isPresent()
                ? before.map(deletion -> outcome(
                        deletion.username(),
                        deletion.account(),
                        false,
                        DeletionLine.rowCounts(context, deletion.account())))
                : AccountNames.find(context, name).map(account -> delete(context, account));
        outcome.ifPresent(this::print);
        return outcome;
    }

    private Outcome delete(CommandContext context, AdminAccount account) {
        Map<String, Long> remaining = DeletionLine.rowCounts(context, account.id());
        boolean changed = dryRun
                || context.await(
                        context.feature(DeletionFeature.class).deleter().delete(account.id()),
                        "Deleting @" + account.username());
        if (changed && !dryRun) {
            AuditLog.record(AuditLog.Event.ACCOUNT_DELETED, AuditLog.operatorActor(), "account " + account.id());
        }
        return outcome(account.username(), account.id(), changed, remaining);
    }

    private Outcome outcome(String username, AccountId account, boolean changed, Map<String, Long> remaining) {
        return new Outcome(username, account.toString(), changed, dryRun, remaining);
    }

    private void print(Outcome outcome) {
        if (!json) {
            String text = !outcome.changed()
                    ? "already deleted"
                    : dryRun ? "would be deleted" : "deleted; its data is removed in the background";
            skein.out().println("@" + outcome.username() + ": " + text + ".");
            outcome.remaining().forEach((kind, count) -> skein.out().println("  " + kind + ": " + count));
            skein.out().flush();
        }
    }

    private void printJson(List<Outcome> outcomes) {
        boolean single = AccountNames.isSingle(names);
        if (json && !(single && outcomes.isEmpty())) {
            skein.out().println(Json.encode(single ? outcomes.get(0) : outcomes));
            skein.out().flush();
        }
    }
}
