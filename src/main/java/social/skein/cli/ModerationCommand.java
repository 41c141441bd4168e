package social.skein.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.AccountFeature;
import social.skein.account.AccountState;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.OauthFeature;

/**
 * Takes one of the {@link ModerationAction}s. To take it again is no failure: the account is as it should be. Instances that
 * remember the account's tokens hear of it within five seconds.
 */
@Command
final class ModerationCommand implements Runnable {
    private final SkeinCommand skein;
    private final ModerationAction action;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name = "";

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    private ModerationCommand(SkeinCommand skein, ModerationAction action) {
        this.skein = skein;
        this.action = action;
    }

    static CommandLine create(SkeinCommand skein, ModerationAction action) {
        CommandLine command = new CommandLine(new ModerationCommand(skein, action));
        command.getCommandSpec().name(action.toString()).usageMessage().description(action.description);
        return command;
    }

    /** What became of it. */
    private record Outcome(String username, AccountState standing, boolean changed, boolean dryRun) {}

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AdminAccount member = AccountArgument.resolve(bench, name);
            AccountModeration admissions = bench.feature(OauthFeature.class).moderation();
            boolean changed = dryRun
                    ? action.appliesTo(member)
                    : bench.await(action.apply(admissions, member.id()), "To " + action + " @" + member.username());
            print(member, changed, currentState(bench, member));
        }
    }

    private AccountState currentState(CommandContext bench, AdminAccount before) {
        return dryRun
                ? before.state()
                : bench.await(bench.feature(AccountFeature.class).states().find(before.id()), "Looking again")
                        .orElse(before.state());
    }

    private void print(AdminAccount member, boolean changed, AccountState now) {
        if (json) {
            skein.out().println(Json.encode(new Outcome(member.username(), now, changed, dryRun)));
        } else {
            String words = changed ? (dryRun ? "would be " : "") + action.doneText : action.unchangedText;
            skein.out().println("@" + member.username() + ": " + words + ".");
        }
        skein.out().flush();
    }
}
