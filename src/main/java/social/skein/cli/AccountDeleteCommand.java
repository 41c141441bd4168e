package social.skein.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
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
@Command(name = "delete", description = "Permanently delete an account and its data. The name cannot be reused.")
final class AccountDeleteCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "The account, as in @NAME.")
    private String name = "";

    @Option(names = "--dry-run", description = "Show what would be deleted without deleting anything.")
    private boolean dryRun;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountDeleteCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output; {@code remaining} is the number of rows still to delete, by kind. */
    private record Outcome(String username, String id, boolean changed, boolean dryRun, Map<String, Long> remaining) {}

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            DeletionFeature deletions = context.feature(DeletionFeature.class);
            Optional<AccountDeletion> before = DeletionLine.find(context, name);
            if (before.isPresent()) {
                print(
                        before.get().username(),
                        before.get().account(),
                        false,
                        DeletionLine.rowCounts(context, before.get().account()));
            } else {
                AdminAccount account = AccountNames.resolve(context, name);
                Map<String, Long> remaining = DeletionLine.rowCounts(context, account.id());
                boolean changed = dryRun
                        || context.await(deletions.deleter().delete(account.id()), "Deleting @" + account.username());
                if (changed && !dryRun) {
                    AuditLog.record(
                            AuditLog.Event.ACCOUNT_DELETED, AuditLog.operatorActor(), "account " + account.id());
                }
                print(account.username(), account.id(), changed, remaining);
            }
        }
    }

    private void print(String username, AccountId account, boolean changed, Map<String, Long> remaining) {
        if (json) {
            skein.out().println(Json.encode(new Outcome(username, account.toString(), changed, dryRun, remaining)));
        } else {
            String outcome = !changed
                    ? "already deleted"
                    : dryRun ? "would be deleted" : "deleted; its data is removed in the background";
            skein.out().println("@" + username + ": " + outcome + ".");
            remaining.forEach((kind, count) -> skein.out().println("  " + kind + ": " + count));
        }
        skein.out().flush();
    }
}
