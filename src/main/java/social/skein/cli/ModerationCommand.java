package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
 * Applies one {@link ModerationAction} to accounts; repeating it is a no-op. Instances that cache the tokens of an
 * account see the change within five seconds. An account that cannot be changed does not keep the others from it.
 */
@Command
final class ModerationCommand implements Callable<Integer> {
    private final SkeinCommand skein;
    private final ModerationAction action;

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "The accounts, as in @NAME; - reads names from standard input.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show what would change without changing anything.")
    private boolean dryRun;

    @Option(names = "--json", description = "JSON output: an object, or an array if there are several names or -.")
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
    public Integer call() {
        List<String> expanded = AccountNames.expand(names);
        if (expanded.isEmpty()) {
            skein.printError("There are no names on standard input.");
            return ExitCode.OK;
        }
        try (CommandContext context = skein.open()) {
            List<Outcome> outcomes = new ArrayList<>();
            boolean failed = false;
            for (String name : expanded) {
                Optional<Outcome> outcome = AccountNames.find(context, name).map(account -> apply(context, account));
                outcome.ifPresentOrElse(outcomes::add, () -> skein.printError(AccountNames.missing(name)));
                failed |= outcome.map(result -> !result.changed() && action.failsIfUnchanged)
                        .orElse(true);
            }
            printJson(outcomes);
            return failed ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private Outcome apply(CommandContext context, AdminAccount account) {
        AccountModeration moderation = context.feature(OauthFeature.class).moderation();
        boolean changed = dryRun
                ? action.appliesTo(account)
                : context.await(
                        action.apply(moderation, account.id()), "Running " + action + " for @" + account.username());
        if (!json) {
            String text = changed ? (dryRun ? "would be " : "") + action.doneText : action.unchangedText;
            skein.out().println("@" + account.username() + ": " + text + ".");
            skein.out().flush();
        }
        return new Outcome(account.username(), currentState(context, account), changed, dryRun);
    }

    private AccountState currentState(CommandContext context, AdminAccount before) {
        return dryRun
                ? before.state()
                : context.await(
                                context.feature(AccountFeature.class).states().find(before.id()),
                                "Loading the new state")
                        .orElse(before.state());
    }

    private void printJson(List<Outcome> outcomes) {
        boolean single = AccountNames.isSingle(names);
        if (json && !(single && outcomes.isEmpty())) {
            skein.out().println(Json.encode(single ? outcomes.get(0) : outcomes));
            skein.out().flush();
        }
    }
}
