package social.skein.cli.media;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that groups those on stored media. */
@Command(name = "media", description = "Verify the stored media, and show what they use.")
public final class MediaCommand {
    private MediaCommand() {}

    /** The group with its commands. */
    public static CommandLine create(CommandEnvironment environment) {
        return new CommandLine(new MediaCommand())
                .addSubcommand(new MediaVerifyCommand(environment))
                .addSubcommand(new MediaUsageCommand(environment));
    }
}
