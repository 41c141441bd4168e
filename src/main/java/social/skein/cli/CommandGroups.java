package social.skein.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that only group others. */
final class CommandGroups {
    private CommandGroups() {}

    static CommandLine account(SkeinCommand skein) {
        CommandLine account = new CommandLine(new AccountGroup())
                .addSubcommand(new AccountCreateCommand(skein))
                .addSubcommand(new AccountListCommand(skein))
                .addSubcommand(new AccountShowCommand(skein))
                .addSubcommand(new AccountPasswordCommand(skein))
                .addSubcommand(new AccountDeleteCommand(skein))
                .addSubcommand(new AccountDeletionsCommand(skein));
        for (ModerationAction action : ModerationAction.values()) {
            account.addSubcommand(action.toString(), ModerationCommand.create(skein, action));
        }
        return account;
    }

    static CommandLine report(SkeinCommand skein) {
        return new CommandLine(new ReportGroup())
                .addSubcommand(new ReportListCommand(skein))
                .addSubcommand(new ReportShowCommand(skein))
                .addSubcommand("resolve", ReportActionCommand.resolve(skein))
                .addSubcommand("reopen", ReportActionCommand.reopen(skein));
    }

    static CommandLine timeline(SkeinCommand skein) {
        return new CommandLine(new TimelineGroup())
                .addSubcommand(new TimelineRebuildCommand(skein))
                .addSubcommand(new TimelineForgetCommand(skein));
    }

    static CommandLine deadLetters(SkeinCommand skein) {
        return new CommandLine(new DeadLettersGroup())
                .addSubcommand(new DeadLettersListCommand(skein))
                .addSubcommand(new DeadLettersReplayCommand(skein));
    }

    static CommandLine config(SkeinCommand skein) {
        return new CommandLine(new ConfigGroup()).addSubcommand(new ConfigPrintCommand(skein));
    }

    @Command(name = "account", description = "Create, inspect and moderate accounts.")
    private static final class AccountGroup {}

    @Command(name = "report", description = "List and resolve reports.")
    private static final class ReportGroup {}

    @Command(name = "timeline", description = "Repair home timelines.")
    private static final class TimelineGroup {}

    @Command(name = "dead-letters", description = "List and replay facts that a role failed to handle.")
    private static final class DeadLettersGroup {}

    @Command(name = "config", description = "Inspect the settings.")
    private static final class ConfigGroup {}
}
