package social.skein.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command tree. */
public final class CommandLines {
    private static final Set<String> HELP_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private CommandLines() {}

    /** Runs the command named by the arguments and returns the exit code. */
    public static int run(String... arguments) {
        CommandLine commands = commands();
        return commands.execute(
                withDefaultCommand(List.of(arguments), commands.getSubcommands().keySet()));
    }

    public static CommandLine commands() {
        SkeinCommand skein = new SkeinCommand();
        return new CommandLine(skein)
                .addSubcommand(new ServeCommand(skein))
                .addSubcommand(new ServersCommand(skein))
                .addSubcommand(new MigrateCommand(skein))
                .addSubcommand(account(skein))
                .addSubcommand(new CommandLine(new ReportCommand())
                        .addSubcommand(new ReportListCommand(skein))
                        .addSubcommand(new ReportShowCommand(skein))
                        .addSubcommand("resolve", ReportActionCommand.resolve(skein))
                        .addSubcommand("reopen", ReportActionCommand.reopen(skein)))
                .addSubcommand(new CommandLine(new TimelineCommand()).addSubcommand(new TimelineRebuildCommand(skein)))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersListCommand(skein))
                        .addSubcommand(new DeadLettersReplayCommand(skein)))
                .addSubcommand(new CommandLine(new ConfigCommand()).addSubcommand(new ConfigPrintCommand(skein)))
                .addSubcommand(new DoctorCommand(skein))
                .addSubcommand(new SeedCommand(skein))
                .setExecutionExceptionHandler(new CliErrorHandler(skein))
                .setParameterExceptionHandler(CliErrorHandler::handleUsageError);
    }

    private static CommandLine account(SkeinCommand skein) {
        CommandLine account = new CommandLine(new AccountCommand())
                .addSubcommand(new AccountCreateCommand(skein))
                .addSubcommand(new AccountListCommand(skein))
                .addSubcommand(new AccountShowCommand(skein))
                .addSubcommand(new AccountDeleteCommand(skein))
                .addSubcommand(new AccountDeletionsCommand(skein));
        for (ModerationAction action : ModerationAction.values()) {
            account.addSubcommand(action.toString(), ModerationCommand.create(skein, action));
        }
        return account;
    }

    /** Options without a command are those of {@code serve}. */
    private static String[] withDefaultCommand(List<String> arguments, Set<String> names) {
        boolean noCommand = arguments.isEmpty() || arguments.get(0).startsWith("-");
        return noCommand && arguments.stream().noneMatch(word -> names.contains(word) || HELP_OPTIONS.contains(word))
                ? Stream.concat(Stream.of("serve"), arguments.stream()).toArray(String[]::new)
                : arguments.toArray(String[]::new);
    }
}
