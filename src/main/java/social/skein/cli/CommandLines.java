package social.skein.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import social.skein.cli.media.EmojiCommand;
import social.skein.cli.media.MediaCommand;
import social.skein.config.ReplacementCharacters;

/** The command tree. */
public final class CommandLines {
    private static final Set<String> HELP_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    private CommandLines() {}

    /** Runs the command named by the arguments and returns the exit code. */
    public static int run(String... arguments) {
        CommandLine commands = commands();
        return commands.execute(withDefaultCommand(
                withoutHelpWord(List.of(arguments)), commands.getSubcommands().keySet()));
    }

    /** {@code help} and {@code version} as in other programs: {@code help seed} is {@code seed --help}. */
    private static List<String> withoutHelpWord(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (!first.equals("help") && !first.equals("version")) {
            return arguments;
        }
        return Stream.concat(arguments.stream().skip(1), Stream.of("--" + first))
                .toList();
    }

    public static CommandLine commands() {
        SkeinCommand skein = new SkeinCommand();
        return new CommandLine(skein)
                .addSubcommand(new ServeCommand(skein))
                .addSubcommand(new ServersCommand(skein))
                .addSubcommand(new MigrateCommand(skein))
                .addSubcommand(CommandGroups.account(skein))
                .addSubcommand(CommandGroups.report(skein))
                .addSubcommand(EmojiCommand.create(skein))
                .addSubcommand(CommandGroups.timeline(skein))
                .addSubcommand(MediaCommand.create(skein))
                .addSubcommand(CommandGroups.deadLetters(skein))
                .addSubcommand(CommandGroups.config(skein))
                .addSubcommand(new DoctorCommand(skein))
                .addSubcommand(new SeedCommand(skein))
                .registerConverter(Long.class, text -> parseNumber(text, Long::valueOf))
                .registerConverter(long.class, text -> parseNumber(text, Long::valueOf))
                .registerConverter(Integer.class, text -> parseNumber(text, Integer::valueOf))
                .registerConverter(int.class, text -> parseNumber(text, Integer::valueOf))
                .setExecutionStrategy(CommandLines::execute)
                .setExecutionExceptionHandler(new CliErrorHandler(skein))
                .setParameterExceptionHandler(CliErrorHandler::handleUsageError);
    }

    private static <T> T parseNumber(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException invalid) {
            throw new TypeConversionException("'" + text + "' should be a number");
        }
    }

    /**
     * In a locale without the characters of an argument Java replaces them, so a command would act on another text than
     * the one that was typed, for instance another password.
     */
    private static int execute(ParseResult arguments) {
        for (String argument : arguments.originalArgs()) {
            ReplacementCharacters.reject("An argument", argument);
        }
        return new RunLast().execute(arguments);
    }

    /** Options without a command are those of {@code serve}. */
    private static String[] withDefaultCommand(List<String> arguments, Set<String> names) {
        boolean noCommand = arguments.isEmpty() || arguments.get(0).startsWith("-");
        return noCommand && arguments.stream().noneMatch(word -> names.contains(word) || HELP_OPTIONS.contains(word))
                ? Stream.concat(Stream.of("serve"), arguments.stream()).toArray(String[]::new)
                : arguments.toArray(String[]::new);
    }
}
