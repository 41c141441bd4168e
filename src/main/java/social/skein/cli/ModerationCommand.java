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
 * Applies one {@link ModerationAction}; repeating it is a no-op. Instances that cache the tokens of the account see the
 * change within five seconds.
 */
@Command
final class ModerationCommand implements Runnable {
    private final SkeinCommand skein;
    private final ModerationAction action;

    @Parameters(paramLabel = "NAME", description = "Account name.")
    private String name = "";

    @Option(names = "--dry-run", description = "Show what would change without changing anything.")
    private boolean dryRun;

    @Option(names = "--json", description = "JSON output.")
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

    /** The JSON output. */
    private record Outcome(String username, AccountState state, boolean changed, boolean dryRun) {}

    @Override
    public void run() {
        try (CommandContext context =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AdminAccount account = AccountArgument.resolve(context, name);
            AccountModeration moderation = context.feature(OauthFeature.class).moderation();
            boolean changed = dryRun
                    ? action.appliesTo(account)
                    : context.await(
                            action.apply(moderation, account.id()),
                            "Running " + action + " for @" + account.username());
            print(account, changed, currentState(context, account));
        }
    }

    private AccountState currentState(CommandContext context, AdminAccount before) {
        return dryRun
                ? before.state()
                : context.await(
                                context.feature(AccountFeature.class).states().find(before.id()),
                                "Loading the new state")
                        .orElse(before.state());
    }

    private void print(AdminAccount account, boolean changed, AccountState now) {
        if (json) {
            skein.out().println(Json.encode(new Outcome(account.username(), now, changed, dryRun)));
        } else {
            String outcome = changed ? (dryRun ? "would be " : "") + action.doneText : action.unchangedText;
            skein.out().println("@" + account.username() + ": " + outcome + ".");
        }
        skein.out().flush();
    }
}
