package social.skein.cli.media;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that groups those on custom emoji. */
@Command(name = "emoji", description = "Add, list and remove custom emoji.")
public final class EmojiCommand {
    private EmojiCommand() {}

    /** The group with its commands. */
    public static CommandLine create(CommandEnvironment environment) {
        return new CommandLine(new EmojiCommand())
                .addSubcommand(new EmojiAddCommand(environment))
                .addSubcommand(new EmojiListCommand(environment))
                .addSubcommand(new EmojiRemoveCommand(environment))
                .addSubcommand(new EmojiImportCommand(environment));
    }
}
