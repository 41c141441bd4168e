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

/** Deletes an account for good. The rest is done by the processes that serve. To do it again is no failure. */
@Command(name = "delete", description = "Delete an account and all that is in it, for good; its name stays taken.")
final class AccountDeleteCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name = "";

    @Option(names = "--dry-run", description = "Say what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    AccountDeleteCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** What became of it, or would; {@code left} is what is still to go, thing by thing. */
    private record Outcome(String username, String id, boolean changed, boolean dryRun, Map<String, Long> left) {}

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            DeletionFeature departures = bench.feature(DeletionFeature.class);
            Optional<AccountDeletion> before = DeletionLine.find(bench, name);
            if (before.isPresent()) {
                print(
                        before.get().username(),
                        before.get().account(),
                        false,
                        remaining(bench, before.get().account()));
            } else {
                AdminAccount member = AccountArgument.resolve(bench, name);
                Map<String, Long> left = remaining(bench, member.id());
                boolean changed = dryRun
                        || bench.await(departures.deleter().delete(member.id()), "Deleting @" + member.username());
                if (changed && !dryRun) {
                    AuditLog.record(AuditLog.Event.ACCOUNT_DELETED, AuditLog.operatorActor(), "account " + member.id());
                }
                print(member.username(), member.id(), changed, left);
            }
        }
    }

    private static Map<String, Long> remaining(CommandContext bench, AccountId account) {
        return DeletionLine.rowCounts(bench, account);
    }

    private void print(String username, AccountId account, boolean changed, Map<String, Long> left) {
        if (json) {
            skein.out().println(Json.encode(new Outcome(username, account.toString(), changed, dryRun, left)));
        } else {
            String words = !changed
                    ? "was deleted already"
                    : dryRun ? "would be deleted" : "deleted; what was theirs goes in the background";
            skein.out().println("@" + username + ": " + words + ".");
            left.forEach((what, many) -> skein.out().println("  " + what + ": " + many));
        }
        skein.out().flush();
    }
}
