package social.skein.cli.media;

import java.io.PrintWriter;
import social.skein.app.CommandContext;
import social.skein.config.Config;
import social.skein.embedded.Progress;

/** What a command needs of the root command. */
public interface CommandEnvironment {
    /** Opens the stores of the existing deployment; see {@link CommandContext#open}. */
    CommandContext open();

    /** The settings for work on the deployment. */
    Config deploymentConfig();

    /** The progress of a command, whose steps are shown only if the user asks for them. */
    Progress progress();

    /** The output of the command; everything else goes to stderr. */
    PrintWriter out();

    /** Prints a sentence to stderr in the form of a failed command, for a command that goes on. */
    void printError(String sentence);
}
